package io.github.bedrockbatch.web.page;

import java.util.List;

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
}
