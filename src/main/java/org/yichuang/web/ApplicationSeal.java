package org.yichuang.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.yichuang.persons.Authorisation;
import org.yichuang.persons.Handler;
import org.yichuang.persons.Person;
import org.yichuang.persons.Phone;
import org.yichuang.persons.Subject;

/**
 * Says whether two applications are about the same, and nothing else to whoever has no key: HMAC-
 * SHA-256 of what was said, each value behind its length. It becomes part of a command's digest,
 * which the journal keeps. Confined to one event loop.
 */
final class ApplicationSeal {
  private final Mac mac;

  ApplicationSeal(TrackingKey key) {
    try {
      mac = Mac.getInstance(TrackingCodes.ALGORITHM);
      mac.init(key.secrets().getFirst());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TrackingCodes.ALGORITHM, e);
    }
  }

  byte[] of(List<CaseApplication> applications) {
    value("applications");
    for (CaseApplication said : applications) {
      person(said.applicant());
      Handler handler = said.handler();
      Authorisation authorisation = handler == null ? null : handler.authorisation();
      person(handler == null ? null : handler.person());
      value(authorisation == null ? "" : authorisation.document());
      value(authorisation == null ? "" : authorisation.date().toString());
      Subject subject = said.subject();
      value(subject == null ? "" : subject.kind().word());
      value(subject == null ? "" : subject.text());
    }
    return mac.doFinal();
  }

  private void person(@Nullable Person person) {
    if (person == null) {
      value("");
      return;
    }
    Phone phone = person.phone();
    value(person.number().type().word());
    value(person.number().value());
    value(person.name().value());
    value(phone == null ? "" : phone.value());
  }

  private void value(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    mac.update(bytes);
  }
}
