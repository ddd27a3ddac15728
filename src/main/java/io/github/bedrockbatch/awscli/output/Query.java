package io.github.bedrockbatch.awscli.output;

import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExpression;

/** A JMESPath expression. */
public final class Query {
    private final String text;
    private final JmespathExpression expression;

    private Query(String text, JmespathExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @throws OutputException with the reason, if the text is not a JMESPath expression
     */
    public static Query parse(String text) {
        try {
            return new Query(text, JmespathExpression.parse(BareLiterals.quoted(text)));
        } catch (JmespathException e) {
            throw new OutputException(text + ": is not a JMESPath expression: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new OutputException(text + ": has too many nested levels; use fewer");
        }
    }

    /**
     * What the expression finds.
     *
     * @throws OutputException if a function gets what it cannot take
     */
    public @Nullable Object search(@Nullable Object answer) {
        try {
            return expression.<@Nullable Object>evaluate(answer, new QueryRuntime());
        } catch (JmespathException | ArithmeticException e) {
            throw new OutputException(text + ": cannot be evaluated on the answer: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new OutputException(text + ": has too many nested levels; use fewer");
        }
    }
}
