package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.TargetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page of the fleet.
 *
 * @param facts about the exporter itself
 */
public record FleetPage(Frame frame, List<Tile> tiles, HourlyChart chart, List<TargetLine> targets, List<Fact> facts) {
    public FleetPage {
        tiles = List.copyOf(tiles);
        targets = List.copyOf(targets);
        facts = List.copyOf(facts);
    }

    static FleetPage of(Frame frame, Fleet fleet, List<TargetRow> targets) {
        Set<Target> shown = targets.stream().map(row -> row.summary().target()).collect(Collectors.toSet());
        return new FleetPage(
                frame,
                Tiles.of(fleet, shown),
                HourlyChart.of(fleet.transitions(), shown::contains, fleet.time()),
                targets.stream().map(row -> TargetLine.of(row, fleet)).toList(),
                facts(fleet));
    }

    private static List<Fact> facts(Fleet fleet) {
        List<Fact> facts = new ArrayList<>();
        long jobs = fleet.jobs().values().stream()
                .mapToLong(own -> own.rows().size())
                .sum();
        facts.add(new Fact("Jobs shown", Phrases.number(jobs)));
        long dropped = fleet.shown().dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (dropped > 0) {
            facts.add(new Fact("Jobs left out by retention.max_jobs", Phrases.number(dropped)));
        }
        facts.add(new Fact("Events pending", Phrases.number(fleet.exporter().eventsPending())));
        facts.add(new Fact("Store", fleet.exporter().storeType()));
        facts.add(new Fact("Version", fleet.exporter().version()));
        return facts;
    }
}
