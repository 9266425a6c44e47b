package org.yichuang.web;

import org.yichuang.catalogue.Notices;
import org.yichuang.journal.DayCourses;

/**
 * What is asked for beside halls' owners: how a day went, notices, and where devices are called.
 *
 * @param bell of any event loop
 */
public record HallParts(DayCourses courses, Notices notices, DeviceBell bell) {}
