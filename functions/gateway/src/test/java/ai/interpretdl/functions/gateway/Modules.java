package ai.interpretdl.functions.gateway;

import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The modules of functions/. */
final class Modules {
    private static final Path ALL = Path.of("..");

    private Modules() {}

    /** The folders of functions/ with an algorithm in them, which are named as it is published. */
    static List<String> algorithms() throws IOException {
        try (Stream<Path> modules = Files.list(ALL)) {
            return modules.filter(Modules::isAlgorithm)
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean isAlgorithm(Path module) {
        Path sources = module.resolve(Path.of("src", "main", "java"));
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> text(file).contains(" implements ExplainFunction"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The function of a name, which else is found as a bean. */
    static ExplainFunction function(String name, Explainer explainer) throws ReflectiveOperationException {
        StringBuilder type = new StringBuilder();
        for (String word : name.split("-")) {
            type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        Class<?> found = Class.forName("ai.interpretdl.functions." + name.replace("-", "") + "." + type + "Function");
        Constructor<?> constructor = found.getDeclaredConstructor(Explainer.class);
        constructor.setAccessible(true);
        return (ExplainFunction) constructor.newInstance(explainer);
    }
}
