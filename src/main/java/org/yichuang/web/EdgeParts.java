package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What guards and watches the edge, shared by all event loops of a node. Any thread.
 *
 * @param connections of an address
 * @param sockets WebSockets of an address
 */
public record EdgeParts(
    ClientAddresses addresses,
    AccountRates rates,
    AddressCounts connections,
    AddressCounts sockets,
    MeterRegistry metrics) {}
