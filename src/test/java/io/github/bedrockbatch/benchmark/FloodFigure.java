package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Twelve scrapes of 10,000 jobs at once, of clients that read as fast as they can and of slow ones, with a heap of 64 MB. */
final class FloodFigure implements Figure {
    private static final int JOBS = 10_000;
    private static final int CLIENTS = 12;
    private static final int MAX_REQUESTS = 8;
    private static final double AT_ONCE_MILLIS = 1000;
    /** A slow client takes 10 s for the whole answer. */
    private static final Download.Pace SLOW = bytes -> Thread.sleep(20);

    @Override
    public String word() {
        return "flood";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (SimulatedAws aws = SimulatedAws.start(1, 1, JOBS);
                Started ours =
                        Started.start(lab.image(aws, Duration.ofSeconds(30), "-Xmx64m"), lab.newDirectory("flood"))) {
            ours.awaitJobs(JOBS);
            ours.scrape(Download.OPENMETRICS);
            rows.add(fast(ours, "12 scrapes at once, heap of 64 MB", Download.OPENMETRICS));
            rows.add(fast(ours, "the same, gzip", Download.OPENMETRICS + Download.GZIP));
            rows.add(flood(ours, "the same, slow readers", Download.OPENMETRICS, SLOW, MAX_REQUESTS));
            ours.scrape(Download.OPENMETRICS);
        }
        return rows;
    }

    /** Lets more than 8 be answered: a fast reader may be done before another one asks. */
    private static Row fast(Started ours, String figure, String headers) throws IOException, InterruptedException {
        return flood(ours, figure, headers, Download.Pace.FAST, CLIENTS);
    }

    private static Row flood(Started ours, String figure, String headers, Download.Pace pace, int maxAnswered)
            throws IOException, InterruptedException {
        List<Download> answers = answers(ours.port(), headers, pace);
        List<Download> refused =
                answers.stream().filter(answer -> answer.status() == 503).toList();
        long whole = answers.stream().filter(answer -> answer.status() == 200).count();
        double slowest = refused.stream().mapToDouble(Download::millis).max().orElse(0);
        String told = whole + " × 200, " + refused.size() + " × 503 within " + Values.number(slowest) + " ms, "
                + (CLIENTS - whole - refused.size()) + " broken off"
                + (ours.isAlive() ? "" : ours.lastWords());
        boolean met = ours.isAlive()
                && whole >= MAX_REQUESTS
                && whole <= maxAnswered
                && whole + refused.size() == CLIENTS
                && slowest <= AT_ONCE_MILLIS;
        String goal = maxAnswered == CLIENTS ? "those over 8" : "exactly 4";
        return Row.told(figure, told, "survives, " + goal + " get 503 at once", met);
    }

    /** Connects all, then lets all ask at the same time. */
    private static List<Download> answers(int port, String headers, Download.Pace pace) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(CLIENTS);
        Callable<Download> client = () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                connected.countDown();
                connected.await();
                return Download.ask(socket, "/metrics", headers, pace);
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Download>> asked = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                asked.add(threads.submit(client));
            }
            List<Download> answers = new ArrayList<>();
            for (Future<Download> answer : asked) {
                answers.add(answered(answer));
            }
            return answers;
        }
    }

    private static Download answered(Future<Download> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException brokenOff) {
            return new Download(0, 0, 0);
        }
    }
}
