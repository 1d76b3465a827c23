package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Digest of model, inputs, parameters and seed. */
final class AnswerId {
    private AnswerId() {}

    static String of(Model model, Question question, String algorithm, Object parameters) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            add(sha, model.digest() + '|' + algorithm + '|' + parameters);
            add(
                    sha,
                    question.target() + "|" + question.kind() + '|' + question.output() + '|' + question.explain() + '|'
                            + question.elements());
            add(sha, Long.toString(question.run().seed()));
            for (Map.Entry<String, Tensor> input : new TreeMap<>(question.inputs()).entrySet()) {
                add(sha, input.getKey() + input.getValue());
                sha.update(input.getValue().bytes());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }
}
