package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How a program comes by the input with changed places: a sample for each count of each removal, one removal behind the other. */
interface Changing {
    static Changing of(Inquiry inquiry, Substrate substrate, List<Removal> removals) {
        return substrate instanceof Substrate.Imputed imputed
                ? Imputing.of(inquiry, removals, imputed)
                : new Covering(removals, ((Substrate.Fixed) substrate).baseline());
    }

    /** Equal where one program serves, whatever it is handed. */
    Object form();

    /** What the program is handed by name. */
    Map<String, Tensor> given();

    /** What has rows that belong to samples. */
    Map<String, TableRows> tables();

    /** The input of a sample; with several baselines at each of them. */
    Baseline.Start input(Explained f, Samples i);
}
