package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import io.github.bedrockbatch.web.query.BadParameterException;
import io.github.bedrockbatch.web.query.Parameters;
import java.util.Map;

/** A request to a route. */
public final class Request {
    private final HttpExchange exchange;
    private final Map<String, String> variables;

    Request(HttpExchange exchange, Map<String, String> variables) {
        this.exchange = exchange;
        this.variables = Map.copyOf(variables);
    }

    /** Returns what the server has of the request, and takes of an answer. */
    public HttpExchange exchange() {
        return exchange;
    }

    /** Returns the path as the client sent it. */
    public String path() {
        return exchange.getRequestURI().getRawPath();
    }

    /**
     * Returns the segment of the path that has a name in the route's pattern, decoded.
     *
     * @throws IllegalArgumentException if the pattern has no such name
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": must be a name in the route's pattern");
        }
        return value;
    }

    /**
     * Returns the parameters of the query.
     *
     * @throws BadParameterException if they cannot be decoded
     */
    public Parameters query() {
        return Parameters.parse(exchange.getRequestURI().getRawQuery());
    }
}
