package org.yichuang.web;

import org.yichuang.people.Accounts;
import org.yichuang.people.AdminLog;
import org.yichuang.people.Devices;
import org.yichuang.people.GuideCodes;

/**
 * Accounts and devices, and who changed them; shared by all event loops of a node.
 *
 * @param pairings requests of addresses that have no account yet
 */
public record PeopleParts(
    Accounts accounts,
    Devices devices,
    GuideCodes guideCodes,
    AdminLog log,
    Rates<String> pairings) {}
