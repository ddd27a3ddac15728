package io.github.bedrockbatch.simulator;

/** An error that a service of AWS answers with: its code, its HTTP status and its message. */
final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    ServiceException(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    static ServiceException validation(String message) {
        return new ServiceException("ValidationException", 400, message);
    }

    static ServiceException notFound() {
        return new ServiceException(
                "ResourceNotFoundException", 404, "The provided batch inference job was not found.");
    }

    static ServiceException throttled() {
        return new ServiceException("ThrottlingException", 429, "Too many requests, please wait before trying again.");
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
