package io.github.bedrockbatch.simulator;

/**
 * One HTTP answer.
 *
 * @param errorType the header x-amzn-ErrorType, empty if all is well
 */
record Answer(int status, String contentType, String errorType, String body) {

    static Answer json(Object node) {
        return new Answer(200, "application/json", "", WireJson.text(node));
    }

    static Answer xml(String text) {
        return new Answer(200, "text/xml", "", text);
    }

    Answer withBody(String text) {
        return new Answer(status, contentType, errorType, text);
    }
}
