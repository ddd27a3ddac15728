package io.github.bedrockbatch.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client of a simulator, which signs as little as the simulator reads. */
record SimulatorClient(HttpClient http, URI uri, String accessKey, String region) implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Got(int status, String errorType, JsonNode json) {}

    static SimulatorClient of(Simulator simulator) {
        return new SimulatorClient(HttpClient.newHttpClient(), simulator.uri(), "AKIDEXAMPLE", "us-east-1");
    }

    SimulatorClient as(String otherKey, String otherRegion) {
        return new SimulatorClient(http, uri, otherKey, otherRegion);
    }

    Got get(String path) {
        return got("GET", path, "");
    }

    Got post(String path, String body) {
        return got("POST", path, body);
    }

    Got delete(String path) {
        return got("DELETE", path, "");
    }

    JsonNode job(String id) {
        return get("/model-invocation-job/" + id).json();
    }

    HttpRequest.Builder request(String path) {
        String credential =
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20261101/" + region + "/bedrock/aws4_request";
        return HttpRequest.newBuilder(uri.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", credential);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Got got(String method, String path, String body) {
        try {
            HttpResponse<String> response = send(request(path)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build());
            String errorType = response.headers().firstValue("x-amzn-ErrorType").orElse("");
            return new Got(response.statusCode(), errorType, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
