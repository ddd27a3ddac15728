package io.github.bedrockbatch.simulator;

import java.util.function.Supplier;

/** Reads a fault rule, from the YAML script or from JSON. */
final class FaultReader {
    private FaultReader() {}

    static FaultRule rule(ScriptFields fields) {
        fields.allow(
                "operation",
                "region",
                "account",
                "job",
                "kind",
                "code",
                "status",
                "message",
                "delay",
                "body",
                "times",
                "probability",
                "seed");
        return fields.checked(() -> new FaultRule(
                fields.textOrNull("operation"),
                fields.textOrNull("region"),
                fields.textOrNull("account"),
                fields.textOrNull("job"),
                fault(fields),
                fields.whole("times", Long.MAX_VALUE),
                fields.number("probability", 1),
                fields.whole("seed", 0)));
    }

    private static Fault fault(ScriptFields fields) {
        String kind = fields.text("kind");
        Supplier<String> message = () -> fields.text("message", "A fault of the simulator.");
        return switch (kind) {
            case "error" ->
                new Fault.ErrorAnswer(
                        fields.text("code", "InternalServerException"),
                        Math.toIntExact(fields.whole("status", 500)),
                        message.get());
            case "deny" -> Fault.denied();
            case "delay" -> new Fault.Delay(fields.duration("delay"));
            case "hang" -> new Fault.Hang();
            case "reset" -> new Fault.Reset();
            case "truncate" -> new Fault.Truncate();
            case "garbage" -> new Fault.Garbage(fields.text("body", "<html>this is no JSON"));
            default ->
                throw fields.wrong("kind", kind, "must be one of error, deny, delay, hang, reset, truncate, garbage");
        };
    }
}
