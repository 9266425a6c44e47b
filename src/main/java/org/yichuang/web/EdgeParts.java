package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;

/** What guards and watches the edge, shared by all event loops of a node. Any thread. */
public record EdgeParts(ClientAddresses addresses, AccountRates rates, MeterRegistry metrics) {}
