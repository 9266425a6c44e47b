package org.yichuang.web;

import org.yichuang.journal.CaseFiles;
import org.yichuang.journal.CaseRegister;
import org.yichuang.journal.PublishedRoots;
import org.yichuang.people.AccountNames;
import org.yichuang.people.LookupGuesses;
import org.yichuang.persons.PersonVault;

/**
 * What cases over HTTP need; shared by all event loops of a node.
 *
 * @param files one case, from its stream
 * @param register many cases, from the read table
 * @param vault people and subjects
 * @param names of whoever works on cases
 * @param guesses of query codes
 * @param lookups of addresses, without an account
 * @param roots of days
 */
public record CaseParts(
    CaseFiles files,
    CaseRegister register,
    PersonVault vault,
    AccountNames names,
    LookupGuesses guesses,
    Rates<String> lookups,
    PublishedRoots roots) {}
