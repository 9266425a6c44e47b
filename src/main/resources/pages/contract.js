/** The contract of the HTTP interface, for people; the library comes before this module. */

/** What is tried out goes to the server that the page came from, whatever the contract names. */
const ownServer = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (contract) =>
          original({ ...contract, servers: [{ url: location.origin, description: '本服务器 · This server' }] }),
      },
    },
  },
});

globalThis.SwaggerUIBundle({
  url: '/openapi.yaml',
  domNode: document.querySelector('#contract'),
  plugins: [ownServer],
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  queryConfigEnabled: false,
  syntaxHighlight: { activated: false },
  validatorUrl: null,
});
