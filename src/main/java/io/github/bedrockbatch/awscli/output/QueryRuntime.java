package io.github.bedrockbatch.awscli.output;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExceptionType;
import software.amazon.smithy.jmespath.RuntimeType;
import software.amazon.smithy.jmespath.evaluation.EvaluationUtils;
import software.amazon.smithy.jmespath.evaluation.JmespathRuntime;
import software.amazon.smithy.jmespath.evaluation.NumberType;

/** Lets JMESPath look into a tree of maps and lists; what it builds keeps the order of its keys. */
final class QueryRuntime implements JmespathRuntime<@Nullable Object> {
    @Override
    public RuntimeType typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> RuntimeType.NULL;
            case Boolean ignored -> RuntimeType.BOOLEAN;
            case String ignored -> RuntimeType.STRING;
            case Number ignored -> RuntimeType.NUMBER;
            case List<?> ignored -> RuntimeType.ARRAY;
            case Map<?, ?> ignored -> RuntimeType.OBJECT;
            default -> throw new IllegalArgumentException(value.getClass() + ": is no type of JSON");
        };
    }

    /**
     * Lets strings be compared with {@code <} and its like, where JMESPath would give null: the AWS CLI does, and times are compared
     * so. A function that needs a number refuses the string when it asks for its value.
     */
    @Override
    public boolean is(@Nullable Object value, RuntimeType type) {
        return typeOf(value) == type || (type == RuntimeType.NUMBER && value instanceof String);
    }

    @Override
    public boolean equal(@Nullable Object left, @Nullable Object right) {
        return typeOf(left) == typeOf(right) && JmespathRuntime.super.equal(left, right);
    }

    /** Strings are ordered by code points, as JMESPath's specification says. */
    @Override
    public int compare(@Nullable Object left, @Nullable Object right) {
        return left instanceof String one && right instanceof String other
                ? CodePoints.ORDER.compare(one, other)
                : JmespathRuntime.super.compare(left, right);
    }

    @Override
    public String toString(@Nullable Object value) {
        return JsonText.compact(value);
    }

    @Override
    public @Nullable Object createNull() {
        return null;
    }

    @Override
    public Object createBoolean(boolean value) {
        return value;
    }

    @Override
    public boolean asBoolean(@Nullable Object value) {
        return expect(value, Boolean.class);
    }

    @Override
    public Object createString(String value) {
        return value;
    }

    @Override
    public String asString(@Nullable Object value) {
        return expect(value, String.class);
    }

    @Override
    public Object createNumber(Number value) {
        return switch (value) {
            case Integer integer -> integer.longValue();
            case BigDecimal decimal -> decimal.doubleValue();
            default -> value;
        };
    }

    @Override
    public NumberType numberType(@Nullable Object value) {
        return EvaluationUtils.numberType(asNumber(value));
    }

    @Override
    public Number asNumber(@Nullable Object value) {
        return expect(value, Number.class);
    }

    @Override
    public ArrayBuilder<@Nullable Object> arrayBuilder() {
        return new Elements();
    }

    @Override
    public @Nullable Object element(@Nullable Object array, int index) {
        return expect(array, List.class).get(index);
    }

    @Override
    public ObjectBuilder<@Nullable Object> objectBuilder() {
        return new Members();
    }

    @Override
    public @Nullable Object value(@Nullable Object object, @Nullable Object key) {
        return object instanceof Map<?, ?> map ? map.get(key) : null;
    }

    @Override
    public int length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> throw invalidType();
        };
    }

    @Override
    public Iterable<? extends @Nullable Object> asIterable(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.keySet();
            case null, default -> throw invalidType();
        };
    }

    private static <T> T expect(@Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw invalidType();
        }
        return type.cast(value);
    }

    private static JmespathException invalidType() {
        return new JmespathException(JmespathExceptionType.INVALID_TYPE, "invalid-type");
    }

    private static final class Elements implements ArrayBuilder<@Nullable Object> {
        private final List<@Nullable Object> elements = new ArrayList<>();

        @Override
        public void add(@Nullable Object value) {
            elements.add(value);
        }

        @Override
        public void addAll(@Nullable Object collection) {
            switch (collection) {
                case List<?> list -> elements.addAll(list);
                case Map<?, ?> map -> elements.addAll(map.keySet());
                case null, default -> throw invalidType();
            }
        }

        @Override
        public Object build() {
            return elements;
        }
    }

    private static final class Members implements ObjectBuilder<@Nullable Object> {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        @Override
        public void put(@Nullable Object key, @Nullable Object value) {
            members.put(expect(key, String.class), value);
        }

        @Override
        public void putAll(@Nullable Object object) {
            for (Map.Entry<?, ?> member : ((Map<?, ?>) expect(object, Map.class)).entrySet()) {
                put(member.getKey(), member.getValue());
            }
        }

        @Override
        public Object build() {
            return members;
        }
    }
}
