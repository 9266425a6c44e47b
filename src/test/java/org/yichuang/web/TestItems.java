package org.yichuang.web;

import java.time.LocalTime;
import java.util.List;
import org.yichuang.cases.CaseItem;
import org.yichuang.cases.CaseRole;
import org.yichuang.cases.DeliveryMethod;
import org.yichuang.catalogue.Item;
import org.yichuang.catalogue.ItemId;
import org.yichuang.catalogue.ItemList;
import org.yichuang.catalogue.Regime;
import org.yichuang.catalogue.RegimeId;
import org.yichuang.deadlines.Limit;
import org.yichuang.deadlines.LimitUnit;
import org.yichuang.deadlines.Rank;
import org.yichuang.deadlines.Silence;
import org.yichuang.deadlines.StartEvent;
import org.yichuang.hall.LocalText;
import org.yichuang.hall.QueueId;

/**
 * Items of halls of tests with the queues social and tax: a licence, one at once, and a joint one.
 */
public final class TestItems {
  public static final ItemList LIST = items();

  private TestItems() {}

  private static ItemList items() {
    LocalText head = new LocalText("负责人", "Head of the agency");
    Limit month = new Limit(20, LimitUnit.WORKING_DAY, 10);
    Regime licensing =
        new Regime(
            new RegimeId("licensing"),
            new LocalText("行政许可", "Administrative licence"),
            "《行政许可法》第四十二条",
            List.of(Regime.Nature.LICENCE),
            StartEvent.ACCEPTANCE,
            LimitUnit.WORKING_DAY,
            null,
            new Regime.Extensions(
                1, new Limit(10, LimitUnit.WORKING_DAY, 0), Rank.AGENCY_HEAD, head),
            List.of(new Regime.Ground("hearing", new LocalText("听证", "Hearing"), null)),
            5,
            List.of(Silence.ACCEPTED),
            true);
    Regime service =
        new Regime(
            new RegimeId("service"),
            new LocalText("服务", "Service"),
            "无法定时限",
            List.of(Regime.Nature.PUBLIC_SERVICE),
            StartEvent.RECEIPT,
            LimitUnit.WORKING_DAY,
            null,
            null,
            List.of(),
            0,
            List.of(),
            false);
    Item.Step review =
        new Item.Step("review", new LocalText("审查", "Review"), CaseRole.REVIEW, null);
    return new ItemList(
        List.of(licensing, service),
        List.of(
            new Item(
                new ItemId("dispatch-licence"),
                new QueueId("social"),
                new LocalText("劳务派遣经营许可", "Labour dispatch licence"),
                Item.Kind.PROMISED,
                Regime.Nature.LICENCE,
                "人社局",
                new Item.Period(
                    licensing.id(),
                    month,
                    new Limit(8, LimitUnit.WORKING_DAY, 0),
                    List.of("hearing")),
                List.of(),
                List.of(
                    new Item.Material(
                        new LocalText("申请书", "Application"), Item.Form.ORIGINAL, null),
                    new Item.Material(
                        new LocalText("授权委托书", "Power of attorney"),
                        Item.Form.COPY,
                        new LocalText("委托时", "by an agent"))),
                new Item.Service(25, true, List.of(Item.Audience.ORGANISATION)),
                new Item.Handling(
                    List.of(
                        review,
                        new Item.Step(
                            "sign",
                            new LocalText("签批", "Signature"),
                            CaseRole.LEAD,
                            new Limit(2, LimitUnit.WORKING_DAY, 0))),
                    CaseItem.Tier.LEAD,
                    false,
                    LocalTime.of(17, 0),
                    List.of(DeliveryMethod.WINDOW, DeliveryMethod.POST))),
            new Item(
                new ItemId("tax-certificate"),
                new QueueId("tax"),
                new LocalText("开具完税证明", "Certificate of tax payment"),
                Item.Kind.IMMEDIATE,
                Regime.Nature.PUBLIC_SERVICE,
                "税务局",
                new Item.Period(service.id(), null, new Limit(15, LimitUnit.MINUTE, 0), List.of()),
                List.of(),
                List.of(),
                new Item.Service(
                    6, false, List.of(Item.Audience.PERSON, Item.Audience.ORGANISATION)),
                Item.Handling.usual(Item.Kind.IMMEDIATE)),
            new Item(
                new ItemId("house-sale"),
                new QueueId("tax"),
                new LocalText("存量房转移登记和缴税", "Sale of a house & taxes"),
                Item.Kind.JOINT,
                Regime.Nature.LICENCE,
                "不动产登记局",
                new Item.Period(
                    licensing.id(), month, new Limit(3, LimitUnit.WORKING_DAY, 0), List.of()),
                List.of(
                    new Item.Branch(
                        "tax",
                        new LocalText("税费申报", "Taxes"),
                        "税务局",
                        service.id(),
                        null,
                        List.of(),
                        List.of(review)),
                    new Item.Branch(
                        "register",
                        new LocalText("登记", "Registration"),
                        "不动产登记局",
                        licensing.id(),
                        month,
                        List.of("tax"),
                        List.of())),
                List.of(),
                new Item.Service(25, true, List.of(Item.Audience.PERSON)),
                Item.Handling.usual(Item.Kind.JOINT))));
  }
}
