package ai.interpretdl.program;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a model's numbers come from; equal for the same numbers at the same place.
 *
 * @param digest SHA-256 of the model's files, and of what was put in place of its weights, hexadecimal
 * @param folder of the file, with all files of external data below it
 * @param files the file and those of external data
 */
public record Origin(String digest, Path folder, List<String> files) {
    public Origin {
        files = List.copyOf(files);
    }
}
