package ai.interpretdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manual's Java runs, and its pictures exist: {@code src/site/markdown}, with the tutorials in {@code tutorials/}.
 *
 * <p>How a page is written: all its blocks that start with <code>```java</code> are one program, run in their order, so a variable of one block
 * may be used in the next. A line that starts with {@code import} may stand in any block. {@code assert} is switched on: it says what the reader
 * should find, and fails the test where that is not so. {@code Path.of("models/…")} means a file of the repository, named from its root; a path
 * that does not exist there is written to a folder of the test. A block that shall not run is not called {@code java}. Keep a page below a few
 * seconds: take the small model {@code fashion-cnn}, or few samples and say so. A picture lies in {@code src/site/images}, is linked relative to the page and
 * has to exist.
 */
class ManualTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path MANUAL = ROOT.resolve("src/site/markdown");
    private static final Pattern PATH = Pattern.compile("Path\\.of\\(\"([^\"]+)\"\\)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @TempDir
    Path folder;

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(MANUAL)) {
            return files
                    .map(MANUAL::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> programs() throws IOException {
        return pages().filter(page -> lines(page).contains("```java"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runs(String page) throws IOException, ReflectiveOperationException {
        Path source = folder.resolve("Page.java");
        Files.writeString(source, program(lines(page)));
        compile(page, source);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.setDefaultAssertionStatus(true);
            loader.loadClass("Page").getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(page + " fails" + where(e.getCause()), e.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(String page) {
        Path from = MANUAL.resolve(page).getParent();
        List<String> broken = LINK.matcher(String.join("\n", lines(page)))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !Files.exists(from.resolve(target)))
                .toList();
        assertThat(broken).isEmpty();
    }

    private static List<String> lines(String page) {
        try {
            return Files.readAllLines(MANUAL.resolve(page));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A class whose line n + 1 is line n of the page, so that an error names the page's line. */
    private String program(List<String> lines) {
        TreeSet<String> imports = new TreeSet<>();
        List<String> body = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            boolean fence = line.startsWith("```");
            boolean isImport = code && line.startsWith("import ");
            if (isImport) {
                imports.add(line);
            }
            body.add(code && !fence && !isImport ? resolved(line) : "");
            code = fence ? line.equals("```java") : code;
        }
        return String.join(" ", imports) + " public final class Page { public static void run() throws Exception {\n"
                + String.join("\n", body) + "\n}}\n";
    }

    private String resolved(String line) {
        return PATH.matcher(line).replaceAll((MatchResult path) -> {
            Path known = ROOT.resolve(path.group(1));
            Path file = Files.exists(known) ? known : folder.resolve(path.group(1));
            return Matcher.quoteReplacement("Path.of(\"" + file + "\")");
        });
    }

    private void compile(String page, Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled)
                    .as(page + " does not compile; its line is the one before:\n" + said)
                    .isTrue();
        }
    }

    private static String where(Throwable cause) {
        for (StackTraceElement element : cause.getStackTrace()) {
            if (element.getClassName().equals("Page")) {
                return " in line " + (element.getLineNumber() - 1) + ": " + cause;
            }
        }
        return ": " + cause;
    }
}
