package ai.interpretdl.functions.gateway;

import ai.interpretdl.functions.gateway.benchmark.BenchmarkCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** Where the process starts: it serves, or with the first argument {@code benchmark} runs that command and ends. */
@QuarkusMain
public final class Gateway {
    private Gateway() {}

    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("benchmark")) {
            // nobody is served meanwhile
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("interpretdl.inbox.watched", "false");
            Quarkus.run(BenchmarkCommand.class, Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            Quarkus.run(arguments);
        }
    }
}
