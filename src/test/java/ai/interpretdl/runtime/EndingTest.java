package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C while something runs ends the run and then the process, in this order. */
class EndingTest {
    private static final int TERMINATED = 128 + 15;

    /** A process that runs until it is told to end. */
    public static void main(String[] arguments) {
        try (Model model = InterpretDl.open(Path.of("..", "models", "coco-centernet.onnx"), Device.cpu())) {
            var algorithm =
                    new SmoothGrad(new Saliency(false), 1_000_000, new Noise.Gaussian(0.1), SmoothGrad.Statistic.MEAN);
            Question question = Question.of(Map.of("images", Tensor.full(Shape.of(1, 3, 320, 320), 1)))
                    .telling((done, total) -> {
                        System.out.println("running");
                        return Progress.Verdict.GO_ON;
                    });
            algorithm.interpret(model, question);
        } catch (CancellationException e) {
            System.out.println("cancelled");
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no such signal")
    void aRunIsCancelledAndTheProcessEnds() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), EndingTest.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("running")) {
                    process.toHandle().destroy();
                } else {
                    said.append(line).append('\n');
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(TERMINATED);
        assertThat(said.toString()).doesNotContain("SIGSEGV");
    }
}
