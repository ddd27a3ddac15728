package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.CallLog.Call;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRulesTest {
    private static final List<CallRules.Thaw> NO_THAWS = List.of();
    private static final List<Instant> NO_MISHAPS = List.of();

    @Test
    void callsOfTwoForOneRegionMustNotOverlap() {
        CallRules rules =
                new CallRules(List.of(call("a", "east", 0, 3), call("b", "east", 2, 4)), NO_MISHAPS, NO_THAWS);

        assertThatThrownBy(rules::assertNoOverlaps).hasMessageContaining("calls of two at a time");
    }

    @Test
    void callsOfOneOrForTwoRegionsOrOneAfterTheOtherMay() {
        CallRules rules = new CallRules(
                List.of(
                        call("a", "east", 0, 3),
                        call("a", "east", 1, 2),
                        call("b", "west", 1, 2),
                        call("b", "east", 3, 4)),
                NO_MISHAPS,
                NO_THAWS);

        assertThatCode(rules::assertNoOverlaps).doesNotThrowAnyException();
    }

    @Test
    void theOneCallThatWasUnderWayWhenItsCallerFrozeMayOverlap() {
        CallRules rules = new CallRules(
                List.of(call("a", "east", 0, 1), call("b", "east", 30, 33), call("a", "east", 31, 32)),
                NO_MISHAPS,
                List.of(new CallRules.Thaw("a", at(31))));

        assertThatCode(rules::assertNoOverlaps).doesNotThrowAnyException();
    }

    @Test
    void theNextCallsAfterAThawMustNotOverlap() {
        CallRules again = new CallRules(
                List.of(
                        call("b", "east", 30, 33),
                        call("a", "east", 31, 32),
                        call("b", "east", 34, 36),
                        call("a", "east", 35, 36)),
                NO_MISHAPS,
                List.of(new CallRules.Thaw("a", at(31))));
        CallRules elsewhere = new CallRules(
                List.of(
                        call("b", "east", 30, 33),
                        call("b", "west", 30, 33),
                        call("a", "east", 31, 32),
                        call("a", "west", 31, 32)),
                NO_MISHAPS,
                List.of(new CallRules.Thaw("a", at(31))));

        assertThatThrownBy(again::assertNoOverlaps).hasMessageContaining("calls of two at a time");
        assertThatThrownBy(elsewhere::assertNoOverlaps).hasMessageContaining("calls of two at a time");
    }

    @Test
    void aSilenceIsCountedFromTheLastCallOrMishap() {
        List<Call> calls = List.of(call("a", "east", 0, 1), call("a", "west", 0, 1), call("b", "west", 25, 26));

        assertThatThrownBy(() -> new CallRules(calls, NO_MISHAPS, NO_THAWS).assertNoLongSilence(at(26)))
                .hasMessageContaining("silence of");
        assertThatThrownBy(() -> new CallRules(calls, List.of(at(5)), NO_THAWS).assertNoLongSilence(at(26)))
                .hasMessageContaining("silence of east");
        assertThatCode(() -> new CallRules(calls, List.of(at(6)), NO_THAWS).assertNoLongSilence(at(26)))
                .doesNotThrowAnyException();
    }

    @Test
    void aSilenceDuringAFreezeIsSeenAlthoughTheThawIsAMishapToo() {
        List<Call> calls = List.of(call("a", "east", 0, 1), call("a", "east", 32, 33));

        assertThatThrownBy(() -> new CallRules(calls, List.of(at(1), at(31)), NO_THAWS).assertNoLongSilence(at(33)))
                .hasMessageContaining("silence of east");
    }

    private static Call call(String caller, String region, long begin, long end) {
        return new Call(caller, region, at(begin), at(end));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
