package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.journal.JobStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Notes which methods of a store are called. */
final class CountedStore implements InvocationHandler {
    private final JobStore store;
    private final List<String> calls = new ArrayList<>();

    private CountedStore(JobStore store) {
        this.store = store;
    }

    static CountedStore of(JobStore store) {
        return new CountedStore(store);
    }

    JobStore store() {
        return (JobStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {JobStore.class}, this);
    }

    /** Returns the calls since the last time that this was asked. */
    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        calls.add(method.getName());
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
