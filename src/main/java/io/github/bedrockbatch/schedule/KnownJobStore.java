package io.github.bedrockbatch.schedule;

import java.util.Set;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;

/** Quartz's clustered store, of which this process takes the triggers that it knows. Others are left to those who know them. */
@SuppressWarnings("unchecked") // Of Quartz's class, which overrides a generic method without its type.
final class KnownJobStore extends JobStoreTX {
    private final Set<String> known;

    KnownJobStore(Set<String> known) {
        this.known = known;
    }

    @Override
    protected DriverDelegate getDelegate() throws NoSuchDelegateException {
        DriverDelegate delegate = super.getDelegate();
        ((KnownTriggersDelegate) delegate).takeOnly(known);
        return delegate;
    }
}
