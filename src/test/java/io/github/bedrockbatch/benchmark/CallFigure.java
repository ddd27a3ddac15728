package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One get-model-invocation-job of the image and of the jar beside the AWS CLI's, which is installed from PyPI with python3. The
 * simulator speaks plain HTTP, so that none of them pays for TLS.
 */
final class CallFigure implements Figure {
    private static final String VERSION = "1.45.11";
    private static final String AWS_CLI = "AWS CLI " + VERSION;
    private static final int CALLS = 15;
    private static final double MAX_RATIO = 0.5;

    @Override
    public String word() {
        return "call";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        try (SimulatedAws aws = SimulatedAws.start(1, 1, 1)) {
            List<String> call = List.of(
                    "get-model-invocation-job",
                    "--job-identifier",
                    aws.simulator().jobs().getFirst().arn(),
                    "--endpoint-url",
                    aws.simulator().uri().toString(),
                    "--region",
                    "us-east-1");
            Map<String, List<String>> programs = new LinkedHashMap<>();
            programs.put(AWS_CLI, with(List.of(awsCli().toString(), "bedrock"), call));
            programs.put("image", with(lab.imageCommand(), call));
            programs.put("java -jar", with(lab.jarCommand(), call));
            return rows(programs);
        }
    }

    private static List<Row> rows(Map<String, List<String>> programs) throws IOException, InterruptedException {
        Map<String, Values> wall = new LinkedHashMap<>();
        Map<String, Values> processor = new LinkedHashMap<>();
        for (int turn = 0; turn <= CALLS; turn++) {
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                long begin = System.nanoTime();
                double before = Usage.childrenSeconds();
                Lab.run(program.getValue().toArray(String[]::new));
                if (turn > 0) {
                    Values times = wall.computeIfAbsent(program.getKey(), name -> new Values("ms"));
                    times.add((System.nanoTime() - begin) / 1e6);
                    Values seconds = processor.computeIfAbsent(program.getKey(), name -> new Values("ms"));
                    seconds.add((Usage.childrenSeconds() - before) * 1000);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        Values peer = wall.getOrDefault(AWS_CLI, new Values("ms"));
        Values peerProcessor = processor.getOrDefault(AWS_CLI, new Values("ms"));
        String figure = "one get-model-invocation-job over plain HTTP, ";
        Values image = wall.getOrDefault("image", peer);
        Values jar = wall.getOrDefault("java -jar", peer);
        rows.add(Row.ratio(figure + "image", image, AWS_CLI, peer, MAX_RATIO));
        rows.add(Row.beside("– processor time", processor.getOrDefault("image", peer), AWS_CLI, peerProcessor));
        rows.add(Row.beside(figure + "java -jar", jar, AWS_CLI, peer));
        rows.add(Row.beside("– processor time", processor.getOrDefault("java -jar", peer), AWS_CLI, peerProcessor));
        return rows;
    }

    /** Returns the program in an environment of its own, which is made once. */
    private static Path awsCli() throws IOException, InterruptedException {
        Path environment = Path.of("target", "benchmark", "aws-cli-" + VERSION).toAbsolutePath();
        Path program = environment.resolve("bin/aws");
        if (!Files.exists(program)) {
            Lab.run("python3", "-m", "venv", environment.toString());
            Lab.run(environment.resolve("bin/pip").toString(), "install", "--quiet", "awscli==" + VERSION);
        }
        return program;
    }

    private static List<String> with(List<String> program, List<String> call) {
        List<String> command = new ArrayList<>(program);
        command.addAll(call);
        return command;
    }
}
