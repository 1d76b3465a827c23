package ai.interpretdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build script against a repository on the loopback address that serves a Maven of three lines. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is a shell script")
class MvnwTest {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private HttpServer repository;
    private byte[] maven;

    @BeforeEach
    void lay() throws IOException {
        maven = zip("apache-maven-x/bin/mvn", "#!/bin/sh\necho \"fetched: $*\"\n");
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, maven.length);
            exchange.getResponseBody().write(maven);
            exchange.close();
        });
        repository.start();
        Files.createDirectories(folder.resolve("bin"));
        for (String tool : List.of("sed", "dirname")) {
            executable(tool, "exec " + onPath(tool) + " \"$@\"");
        }
    }

    @AfterEach
    void stop() {
        repository.stop(0);
    }

    @Test
    void fetchesMavenOnceWhereNoneIsInstalled() throws Exception {
        expectChecksumOf(maven);

        assertThat(mvnw("-q", "verify").output).endsWith("fetched: -q verify\n");
        assertThat(mvnw("clean").output).isEqualTo("fetched: clean\n");

        assertThat(asked).singleElement().asString().matches("/org/apache/maven/apache-maven/([0-9.]+)/.*-\\1-bin.zip");
    }

    @Test
    void anotherFileThanThePinnedOneIsNotUnpacked() throws Exception {
        expectChecksumOf(zip("bin/mvn", "something else"));

        Run run = mvnw("verify");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.output).contains("sha512");
        assertThat(folder.resolve("home/wrapper/dists")).isEmptyDirectory();
    }

    @Test
    void anEntryThatLeavesItsFolderIsRefused() throws Exception {
        maven = zip("apache-maven-x/../../../escaped", "");
        expectChecksumOf(maven);

        assertThat(mvnw("verify").output).contains("leaves its folder");
        assertThat(folder.resolve("home/wrapper/escaped")).doesNotExist();
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() throws Exception {
        expectChecksumOf(maven);
        repository.stop(0);

        Run run = mvnw("verify");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.output).contains("MVNW_REPOURL", "http://127.0.0.1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.8.10", "3.9.0", "3.10.1", "4.0.0-rc-5"})
    void anInstalledMavenIsUsed(String version) throws Exception {
        install(version);

        assertThat(mvnw("verify").output).isEqualTo("installed: verify\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void anOlderOneIsNot() throws Exception {
        expectChecksumOf(maven);
        install("3.8.6");

        assertThat(mvnw("verify").output).endsWith("fetched: verify\n");
    }

    private record Run(int code, String output) {}

    private Run mvnw(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", folder.resolve("mvnw").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_USER_HOME", folder.resolve("home").toString());
        builder.environment()
                .put(
                        "MVNW_REPOURL",
                        "http://127.0.0.1:" + repository.getAddress().getPort());
        if (!Files.exists(folder.resolve("mvnw"))) {
            copy(Files.readString(ours("mvnw")));
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** A copy of the script that pins the given file instead of the real Maven. */
    private void expectChecksumOf(byte[] file) throws IOException, NoSuchAlgorithmException {
        String sha512 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(file));
        copy(Files.readString(ours("mvnw")).replaceFirst("(?m)^sha512=.*$", "sha512=" + sha512));
    }

    private void copy(String script) throws IOException {
        Files.writeString(folder.resolve("mvnw"), script);
        Path wrapper = Files.createDirectories(folder.resolve(".mvn/wrapper"));
        Files.copy(ours(".mvn/wrapper/FetchMaven.java"), wrapper.resolve("FetchMaven.java"));
    }

    private void install(String version) throws IOException {
        executable(
                "mvn",
                "if [ \"$1\" = -v ]; then echo 'Apache Maven " + version + " (x)'; else echo \"installed: $*\"; fi");
    }

    private void executable(String name, String line) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A file of the project, seen from its module. */
    private static Path ours(String name) {
        return Path.of("..").resolve(name);
    }

    private static Path onPath(String tool) {
        for (String place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new IllegalStateException(tool + " is not on the PATH");
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
