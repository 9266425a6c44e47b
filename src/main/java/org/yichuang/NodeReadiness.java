package org.yichuang;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.cluster.HallCensus;
import org.yichuang.hall.HallConfig;
import org.yichuang.web.Readiness;

/** Whether a node serves, by what it counted last. Any thread. */
record NodeReadiness(BooleanSupplier ready, Supplier<HallCensus> census, Catalogue catalogue)
    implements Readiness {

  @Override
  public Optional<String> obstacle() {
    return ready.getAsBoolean()
        ? Optional.empty()
        : Optional.of("the halls of this node are not served yet");
  }

  @Override
  public List<String> quarantined() {
    return census.get().quarantined().stream()
        .map(hall -> catalogue.newest(hall))
        .map(HallConfig::slug)
        .sorted()
        .toList();
  }
}
