package org.yichuang.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yichuang.deadlines.Alarm;
import org.yichuang.deadlines.AlarmLevel;
import org.yichuang.deadlines.Clock;
import org.yichuang.deadlines.ClockId;
import org.yichuang.deadlines.ClockLaw;
import org.yichuang.deadlines.Deadline;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;

/**
 * How the clocks of a case are written: short, since every deadline of every case is kept. Clocks
 * and limits are spelt ({@code step:review@tax}, {@code 20wd+10wd}); the alarms of a deadline are
 * their moments in the order of their levels; of a law there is only what it says, and a law that
 * equals the one before it in the same document is left out. Any thread.
 */
final class ClockJson {
  /** The key of the law that the document being written or read had last. */
  private static final Object LAST_LAW = new Object();

  private ClockJson() {}

  static void addTo(SimpleModule module) {
    CoreJson.text(module, ClockId.class, ClockId::toString, ClockId::parse);
    CoreJson.text(module, Limit.class, Limit::toString, Limit::parse);
    CoreJson.text(
        module,
        ClockLaw.Ground.class,
        ground -> ground.id() + ":" + ground.most(),
        ClockJson::read);
    form(module, Deadline.class, DeadlineForm.class, DeadlineForm::of, DeadlineForm::deadline);
    form(module, ClockLaw.class, LawForm.class, LawForm::of, LawForm::law);
    module.addSerializer(new TermsWriter());
    module.addDeserializer(Clock.Terms.class, new TermsReader());
  }

  private static ClockLaw.Ground read(String text) {
    int colon = text.lastIndexOf(':');
    return new ClockLaw.Ground(text.substring(0, colon), Limit.parse(text.substring(colon + 1)));
  }

  /**
   * @param over null when it is {@code at}
   * @param provisional null when it is not
   */
  private record DeadlineForm(
      int version,
      LocalDate date,
      Instant at,
      @Nullable Instant over,
      @Nullable Boolean provisional,
      List<Instant> alarms) {
    private static final List<AlarmLevel> LEVELS = List.of(AlarmLevel.values());

    static DeadlineForm of(Deadline deadline) {
      List<AlarmLevel> levels = deadline.alarms().stream().map(Alarm::level).toList();
      if (!levels.equals(LEVELS)) {
        throw new IllegalArgumentException("expected an alarm of each level, found " + levels);
      }
      return new DeadlineForm(
          deadline.version(),
          deadline.date(),
          deadline.at(),
          deadline.over().equals(deadline.at()) ? null : deadline.over(),
          deadline.provisional() ? true : null,
          deadline.alarms().stream().map(Alarm::at).toList());
    }

    Deadline deadline() {
      if (alarms.size() != LEVELS.size()) {
        throw new IllegalArgumentException(
            "expected an alarm of each level, found %d".formatted(alarms.size()));
      }
      return new Deadline(
          version,
          date,
          at,
          over == null ? at : over,
          Boolean.TRUE.equals(provisional),
          IntStream.range(0, LEVELS.size())
              .mapToObj(i -> new Alarm(LEVELS.get(i), alarms.get(i)))
              .toList());
    }
  }

  /** What a law does not say is null. */
  private record LawForm(
      String reference,
      @Nullable Boolean licence,
      StartEvent start,
      ClockLaw.@Nullable Extension extension,
      @Nullable List<ClockLaw.Ground> grounds,
      @Nullable Integer acceptance,
      @Nullable Set<Silence> silence) {
    static LawForm of(ClockLaw law) {
      return new LawForm(
          law.reference(),
          law.licence() ? true : null,
          law.start(),
          law.extension(),
          law.grounds().isEmpty() ? null : law.grounds(),
          law.acceptanceWorkingDays() == 0 ? null : law.acceptanceWorkingDays(),
          law.silence().isEmpty() ? null : law.silence());
    }

    ClockLaw law() {
      return new ClockLaw(
          Objects.requireNonNull(reference),
          Boolean.TRUE.equals(licence),
          Objects.requireNonNull(start),
          extension,
          Objects.requireNonNullElse(grounds, List.of()),
          Objects.requireNonNullElse(acceptance, 0),
          Objects.requireNonNullElse(silence, Set.of()));
    }
  }

  /**
   * @param limit null when the clock runs to a given date
   * @param until that date
   * @param law null when it is the one before
   */
  private record TermsForm(
      @Nullable Limit limit, @Nullable LocalDate until, @Nullable ClockLaw law) {
    static TermsForm of(Clock.Terms terms, @Nullable ClockLaw law) {
      return switch (terms) {
        case Clock.Terms.Counted counted -> new TermsForm(counted.limit(), null, law);
        case Clock.Terms.Until given -> new TermsForm(null, given.date(), law);
      };
    }

    Clock.Terms terms(ClockLaw known) {
      if (limit != null && until == null) {
        return new Clock.Terms.Counted(known, limit);
      }
      if (limit == null && until != null) {
        return new Clock.Terms.Until(known, until);
      }
      throw new IllegalArgumentException("expected a limit or a date, found both or neither");
    }
  }

  private static final class TermsWriter extends StdSerializer<Clock.Terms> {
    TermsWriter() {
      super(Clock.Terms.class);
    }

    @Override
    public void serialize(Clock.Terms terms, JsonGenerator json, SerializerProvider document)
        throws IOException {
      boolean same = terms.law().equals(document.getAttribute(LAST_LAW));
      document.setAttribute(LAST_LAW, terms.law());
      document.defaultSerializeValue(TermsForm.of(terms, same ? null : terms.law()), json);
    }
  }

  private static final class TermsReader extends StdDeserializer<Clock.Terms>
      implements ResolvableDeserializer {
    private transient @Nullable JsonDeserializer<Object> forms;

    TermsReader() {
      super(Clock.Terms.class);
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
      forms = context.findContextualValueDeserializer(context.constructType(TermsForm.class), null);
    }

    @Override
    public Clock.Terms deserialize(JsonParser json, DeserializationContext document)
        throws IOException {
      TermsForm form = (TermsForm) Objects.requireNonNull(forms).deserialize(json, document);
      Object law = form.law() == null ? document.getAttribute(LAST_LAW) : form.law();
      if (!(law instanceof ClockLaw known)) {
        throw JsonMappingException.from(json, "expected a law, found none before");
      }
      document.setAttribute(LAST_LAW, known);
      return read(json, form, terms -> terms.terms(known));
    }
  }

  private static <T, F> void form(
      SimpleModule module,
      Class<T> type,
      Class<F> form,
      Function<T, F> write,
      Function<F, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider document)
              throws IOException {
            document.defaultSerializeValue(write.apply(value), json);
          }
        });
    module.addDeserializer(type, new FormReader<>(type, form, read));
  }

  /** Looks for the form's reader once, and not with every value. */
  private static final class FormReader<T, F> extends StdDeserializer<T>
      implements ResolvableDeserializer {
    private final Class<F> form;
    private final transient Function<F, T> read;
    private transient @Nullable JsonDeserializer<Object> forms;

    FormReader(Class<T> type, Class<F> form, Function<F, T> read) {
      super(type);
      this.form = form;
      this.read = read;
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
      forms = context.findContextualValueDeserializer(context.constructType(form), null);
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext document) throws IOException {
      JsonDeserializer<Object> known = Objects.requireNonNull(forms);
      return read(json, form.cast(known.deserialize(json, document)), read);
    }
  }

  private static <F, T> T read(JsonParser json, F form, Function<F, T> read)
      throws JsonMappingException {
    try {
      return read.apply(form);
    } catch (RuntimeException contradiction) {
      throw JsonMappingException.from(json, String.valueOf(contradiction.getMessage()));
    }
  }
}
