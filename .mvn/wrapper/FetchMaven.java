import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What {@code mvnw} runs when no Maven is installed: {@code java FetchMaven.java URL SHA512 HOME}. */
class FetchMaven {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[2]).toAbsolutePath();
        try {
            Files.createDirectories(home.getParent());
            install(download(URI.create(arguments[0])), arguments[1], home);
        } catch (IOException e) {
            System.err.println("mvnw: " + arguments[0] + ": " + e
                    + "\nmvnw: install Maven yourself, or set MVNW_REPOURL to a Maven repository that can be reached");
            System.exit(1);
        }
    }

    private static byte[] download(URI url) throws IOException, InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30));
        String proxy = System.getenv(url.getScheme() + "_proxy");
        if (proxy != null && !proxy.isBlank()) {
            URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            client.proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), Math.max(address.getPort(), 80))));
        }
        HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(10)).build();
        var answer = client.build().send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the server answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Unpacks beside the target and renames, so that an interrupted run leaves nothing half done. */
    private static void install(byte[] zip, String sha512, Path home) throws Exception {
        String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
        if (!found.equals(sha512)) {
            throw new IOException("the file's sha512 is " + found + ", not the expected " + sha512);
        }
        Path unpacked = Files.createTempDirectory(home.getParent(), "unpacking");
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, unpacked);
            }
        }
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another mvnw may have been faster; then both unpacked the same checked file.
            if (!Files.isExecutable(home.resolve("bin/mvn"))) {
                throw e;
            }
        }
    }

    /** One entry, without the leading folder that all of them share. */
    private static void unpack(ZipEntry entry, InputStream content, Path folder) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("the file's entry " + entry.getName() + " leaves its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        Files.copy(content, file);
        if (name.startsWith("bin/") && !file.toFile().setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
