package io.github.bedrockbatch.store;

/**
 * A dialect of which something happens before each transaction that reads.
 *
 * @param beforeRead what happens
 */
record HookedDialect(Dialect real, Runnable beforeRead) implements Dialect {
    @Override
    public Database open() {
        return real.open();
    }

    @Override
    public boolean isThere() {
        return real.isThere();
    }

    @Override
    public String beginWrite() {
        return real.beginWrite();
    }

    @Override
    public String beginRead() {
        beforeRead.run();
        return real.beginRead();
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public String refusal(Failure failure) {
        return real.refusal(failure);
    }
}
