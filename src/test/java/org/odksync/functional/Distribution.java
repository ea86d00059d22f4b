package org.odksync.functional;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program, run as a process in its own directory and environment. */
final class Distribution {

  private static final Path HOME = Path.of(System.getProperty("odk-sync.distribution"));
  private static final int TIMEOUT_SECONDS = 120;

  private final Path home;
  private final Path directory;
  private final Path output;

  Distribution() throws IOException {
    this(HOME);
  }

  private Distribution(Path home) throws IOException {
    this.home = home;
    this.directory = Files.createTempDirectory("odk-sync");
    this.output = directory.resolve("output");
  }

  /** The contents of the production image. */
  static Distribution withoutEmbedded() throws IOException {
    Path home = Files.createTempDirectory("home");
    Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(home.resolve("routes"), HOME.resolve("routes"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(HOME.resolve("bin/odk-sync"), home.resolve("bin/odk-sync"));
    home.resolve("bin/odk-sync").toFile().setExecutable(true);
    try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
      for (Path jar : jars.filter(Files::isRegularFile).toList()) {
        Files.createSymbolicLink(home.resolve("lib").resolve(jar.getFileName()), jar);
      }
    }
    return new Distribution(home);
  }

  Process start(Map<String, String> variables, String... arguments) throws IOException {
    return command(variables, arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  /** Runs a command; gives its standard output and exit code. */
  Answer ask(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        command(variables, arguments)
            .redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(text, end(process));
  }

  /** Runs a command in a terminal; gives what the terminal shows. */
  Answer show(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder plain = command(variables, arguments);
    ProcessBuilder shown =
        new ProcessBuilder(
            "script",
            "--quiet",
            "--return",
            "--command",
            String.join(" ", plain.command()),
            "/dev/null");
    shown.environment().clear();
    shown.environment().putAll(plain.environment());
    shown.environment().put("TERM", "xterm");
    Process process = shown.directory(directory.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(text, end(process));
  }

  record Answer(String text, int exitCode) {}

  private ProcessBuilder command(Map<String, String> variables, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(home.resolve("bin/odk-sync").toString()), Stream.of(arguments))
                .toList());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.directory(directory.toFile());
  }

  /** Runs a command; gives its exit code. */
  int run(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    return end(start(variables, arguments));
  }

  int end(Process process) throws InterruptedException, IOException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end: " + output());
    }
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  List<String> lines() throws IOException {
    return output().lines().toList();
  }

  Path directory() {
    return directory;
  }
}
