package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of {@link Spectra}. */
final class SpectraCases {
    private SpectraCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(
                        GradientCase.of("DFT").note("real").input(2, 5, 1),
                        GradientCase.of("DFT").note("one side").input(2, 6, 1).with("onesided", 1),
                        GradientCase.of("DFT").note("complex").input(2, 4, 2),
                        GradientCase.of("DFT").note("inverse").input(2, 4, 2).with("inverse", 1),
                        GradientCase.of("DFT")
                                .note("another axis")
                                .input(3, 2, 4, 1)
                                .with("axis", 2),
                        GradientCase.of("DFT").note("first axis").input(4, 2, 2).with("axis", 0),
                        GradientCase.of("DFT").note("cut").input(1, 7, 1).known(Tensor.scalar(4L)),
                        GradientCase.of("DFT").note("padded").input(1, 3, 1).known(Tensor.scalar(8L)),
                        GradientCase.of("STFT")
                                .input(1, 9, 1)
                                .known(Tensor.scalar(2L))
                                .absent()
                                .known(Tensor.scalar(4L)),
                        GradientCase.of("STFT")
                                .note("both sides")
                                .input(2, 9, 1)
                                .known(Tensor.scalar(3L))
                                .frozen(Values.between(0.2, 1), 4)
                                .known(Tensor.scalar(4L))
                                .with("onesided", 0))
                .map(GradientCase::linear);
    }
}
