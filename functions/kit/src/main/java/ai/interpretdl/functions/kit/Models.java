package ai.interpretdl.functions.kit;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The models of the folders in the property {@code interpretdl.models}, by file name without suffix. */
@ApplicationScoped
public class Models {
    private final Shelf<Model> shelf;

    Models(
            @ConfigProperty(name = "interpretdl.models", defaultValue = "models") List<Path> folders,
            @ConfigProperty(name = "interpretdl.models.open", defaultValue = "8") int open) {
        shelf = new Shelf<>(folders, open, InterpretDl::open);
    }

    /** All names, with the reason for which a model could not be opened when that was tried last. */
    public Map<String, Optional<String>> names() {
        return shelf.names();
    }

    /** A use of a model. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Model model) throws Exception;
    }

    /**
     * Uses a model, which stays open meanwhile.
     *
     * @throws Refusal 404 when there is no such model
     */
    public <T> T use(String name, Use<T> use) throws Exception {
        try (Shelf<Model>.Lease lease = shelf.lease(name)) {
            return use.of(lease.content());
        }
    }

    @PreDestroy
    void close() {
        shelf.close();
    }
}
