package org.yichuang.web;

import org.yichuang.print.Slips;
import org.yichuang.usage.ItemUse;

/**
 * What kiosks need beside the hall; shared by all event loops of a node.
 *
 * @param pages that addresses have drawn for them
 */
public record KioskParts(ItemUse use, Slips slips, Rates<String> pages) {}
