package org.yichuang;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The real identity provider of {@code src/test/identity-provider}, in a process and with a class
 * path of its own. The build brings its jars before the integration tests.
 */
final class IdentityProviderProcess implements AutoCloseable {
  static final String CLIENT = "yichuang";
  static final String SECRET = "of-this-client-alone";
  static final String PASSWORD = "open sesame";
  private static final Path JARS = Path.of("target", "identity-provider");
  private static final Path SOURCE =
      Path.of("src", "test", "identity-provider", "LocalIdentityProvider.java");
  private static final int START_SECONDS = 120;

  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private IdentityProviderProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param hall where browsers reach the server, ending with a slash
   */
  static IdentityProviderProcess start(int port, String hall) throws Exception {
    if (!Files.isDirectory(JARS)) {
      throw new IllegalStateException(
          "expected the jars of the provider in "
              + JARS
              + "; run: mvn dependency:copy@identity-provider");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JARS + "/*",
                SOURCE.toString(),
                String.valueOf(port),
                CLIENT,
                SECRET,
                hall)
            .redirectErrorStream(true)
            .start();
    IdentityProviderProcess provider = new IdentityProviderProcess(process);
    Path log = Path.of("target", "servers", "identity-provider-" + process.pid() + ".log");
    Files.createDirectories(log.getParent());
    Thread.ofVirtual().start(() -> provider.follow(log));
    try {
      provider.await("the identity provider is ready");
      return provider;
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private void follow(Path log) {
    try (BufferedReader output = process.inputReader();
        PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        kept.println(line);
        said.add(line);
      }
    } catch (IOException ended) {
      said.add(ended.toString());
    }
    said.add("it ended");
  }

  private void await(String words) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      String line = said.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null || line.equals("it ended")) {
        throw new IllegalStateException("the identity provider never said: " + words);
      }
      if (line.contains(words)) {
        return;
      }
    }
  }

  /** Another site than the server's, as it is for people. */
  static String issuer(int port) {
    return "http://localhost:" + port;
  }

  /** Signs with another key from now on. */
  void rotate() throws Exception {
    Writer input = process.outputWriter();
    input.write("rotate\n");
    input.flush();
    await("the identity provider has another key");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
