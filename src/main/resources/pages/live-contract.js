/**
 * The contract of the sockets, for people. The library shows OpenAPI alone, so what AsyncAPI says is
 * told in its words: a channel is the request that opens it, each message an operation beside it that
 * nobody can ask for. Nothing is left out; the library comes before this module.
 */

const JSON_TYPE = 'application/json';

const lastName = (reference) => reference.slice(reference.lastIndexOf('/') + 1);

/** What a client asks for to open the channel: of the path, then behind the question mark. */
function parametersOf(channel) {
  const inPath = Object.entries(channel.parameters ?? {}).map(([name, parameter]) => ({
    name, in: 'path', required: true, description: parameter.description, schema: { type: 'string' },
  }));
  const query = channel.bindings?.ws?.query ?? {};
  const behind = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name, in: 'query', required: (query.required ?? []).includes(name), schema,
  }));
  return [...inPath, ...behind];
}

/** Two channels of one address differ by what must stand behind it. */
function pathOf(channel) {
  const query = channel.bindings?.ws?.query ?? {};
  const fixed = (query.required ?? []).map((name) => `${name}=${query.properties[name].enum[0]}`);
  return fixed.length ? `${channel.address}?${fixed.join('&')}` : channel.address;
}

function handshake(name, channel) {
  return {
    operationId: name,
    tags: [name],
    summary: channel.title,
    description: channel.description,
    parameters: parametersOf(channel),
    responses: { 101: { description: 'Switching to WebSocket; the messages below follow.' } },
  };
}

function examplesOf(message) {
  const examples = (message.examples ?? []).map((example, i) => [`${i + 1}`, { value: example.payload }]);
  return examples.length ? { examples: Object.fromEntries(examples) } : {};
}

function told(channel, operation, message) {
  const toServer = operation.action === 'receive';
  return {
    tags: [channel],
    summary: `${toServer ? 'The client sends: ' : 'The server sends: '}${message.summary}`,
    description: message.description,
    requestBody: { content: { [JSON_TYPE]: { schema: message.payload, ...examplesOf(message) } } },
    responses: {},
  };
}

function messagesOf(sockets) {
  return Object.values(sockets.operations).flatMap((operation) => {
    const channel = lastName(operation.channel.$ref);
    return operation.messages.map((reference) => {
      const name = lastName(reference.$ref);
      const message = sockets.components.messages[lastName(sockets.channels[channel].messages[name].$ref)];
      return [`${channel}: ${name}`, { post: told(channel, operation, message) }];
    });
  });
}

/** What the messages are made of and no more: the library is slow with what it does not show. */
function schemasOf(paths, schemas) {
  const wanted = {};
  const look = (part) => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)/g)) {
      if (!wanted[name]) {
        wanted[name] = schemas[name];
        look(schemas[name]);
      }
    }
  };
  look(paths);
  return wanted;
}

/** Without values that are not there, and with the other file's schemas in this one. */
const inOneFile = (part) => JSON.parse(JSON.stringify(part).replaceAll('"./openapi.yaml#/', '"#/'));

function inWordsOfOpenApi(sockets, http) {
  const channels = Object.entries(sockets.channels);
  const paths = inOneFile(Object.fromEntries([
    ...channels.map(([name, channel]) => [pathOf(channel), { get: handshake(name, channel) }]),
    ...messagesOf(sockets),
  ]));
  return {
    openapi: '3.1.0',
    info: sockets.info,
    tags: channels.map(([name, channel]) => ({ name, description: channel.title })),
    paths,
    components: {
      schemas: schemasOf(paths, { ...http.components.schemas, ...inOneFile(sockets.components.schemas) }),
    },
  };
}

/** The library reads one file after the other; only what both say together is shown. */
const asyncApi = () => {
  let sockets;
  return {
    statePlugins: {
      spec: {
        wrapActions: {
          updateJsonSpec: (original, system) => (contract) => {
            if (contract.asyncapi) {
              sockets = contract;
              system.specActions.download('/openapi.yaml');
            } else if (sockets && contract.paths) {
              original(inWordsOfOpenApi(sockets, contract));
            }
          },
        },
      },
    },
  };
};

globalThis.SwaggerUIBundle({
  url: '/asyncapi.yaml',
  domNode: document.querySelector('#contract'),
  plugins: [asyncApi],
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  queryConfigEnabled: false,
  supportedSubmitMethods: [],
  syntaxHighlight: { activated: false },
  validatorUrl: null,
});
