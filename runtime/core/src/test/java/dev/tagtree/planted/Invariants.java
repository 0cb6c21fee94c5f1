// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.List;

/** All that holds, and the tests that show it. */
final class Invariants {
  private static final String HISTORIES =
      "hub.HubHistoriesTest#everyClientLearnsEverythingThatConcernsItOrIsToldToRefetch";

  private static final String SIMULATOR =
      "sim.SimulatorTest#everyPageShowsWhatTheDatabaseHoldsWhateverHappens";

  static final List<Invariant> ALL =
      List.of(
          new Invariant(
              1,
              "Every client gets every invalidation that its filter overlaps, or a "
                  + "resync with a later id",
              List.of(
                  HISTORIES,
                  SIMULATOR,
                  "hub.HubThreadsTest#clientsThatComeAndGoAmongManyPublishersMissNothing",
                  "hub.RingThreadsTest#whatIsProvenIsCompleteHoweverTheThreadsInterleave",
                  "it.wire.ConcurrencyIT#clientsMissNothingWhateverTheyDo")),
          new Invariant(
              2,
              "On one connection ids increase, nothing comes twice, and nothing that the "
                  + "filter does not want",
              List.of(
                  HISTORIES,
                  SIMULATOR,
                  "hub.ConnectionTest#onlyWhatTheFilterOverlapsArrives",
                  "hub.ConnectionTest#anEventThatSeveralTagsOfAFilterOverlapArrivesOnce",
                  "hub.HubResumeTest#anEventThatWasPublishedButNotLookedAtIsReplayedOnce",
                  "it.wire.FanOutIT#everyConnectionGetsItsInvalidationsInOrder")),
          new Invariant(
              3,
              "The id of a heartbeat or a hello is sent only when all up to it was given "
                  + "to the outlet",
              List.of(
                  HISTORIES,
                  "hub.ConnectionTimeTest#aHeartbeatNeverCarriesAPositionThatWasNotLookedAt",
                  "hub.HubResumeTest#theIdOfHelloIsThePositionServedSoFar",
                  "it.wire.ResumeIT#heartbeatKeepsAQuietFilterFromFallingOffTheLog")),
          new Invariant(
              4,
              "An event is written whole or the connection ends, and nothing else gets "
                  + "into it",
              List.of(
                  "hub.SlowClientTest#eventsStayWholeHoweverFewBytesTheSocketTakes",
                  "hub.OvertakenTest#aClientThatWasOvertakenInsideAnEventGetsTheRestOfItFirst",
                  "hub.SlowClientTest#anotherClientMayGetRoomWhileOneIsWrittenTo",
                  HISTORIES)),
          new Invariant(
              5,
              "A cursor that is foreign, expired, of the future or none is one resync; "
                  + "the head itself is live",
              List.of(
                  "hub.HubResumeTest#aCursorOfAnotherHistoryIsAnEpoch",
                  "hub.HubResumeTest#aCursorOfTheFutureIsAGap",
                  "hub.HubResumeTest#aCursorThatIsNoneIsAGap",
                  "hub.HubResumeTest#theOldestCursorThatIsKeptIsReplayedAndTheOneBeforeIsAGap",
                  "hub.HubResumeTest#aClientAtTheHeadIsLive",
                  "it.wire.ResumeIT#cursorBeyondRetentionIsAGap")),
          new Invariant(
              6,
              "What was published arrives although nothing follows it and no tick comes",
              List.of(
                  "hub.LivenessTest#everyInvalidationArrivesWithoutALaterOne",
                  "it.wire.FanOutIT#everyInvalidationArrivesWithoutALaterOne")),
          new Invariant(
              7,
              "Memory is bounded by what is configured, and a client that takes nothing "
                  + "keeps the rest of one event",
              List.of(
                  "hub.EventRingTest#whatIsKeptFitsTheBound",
                  "hub.SlowClientTest#aClientThatWaitsKeepsTheRestOfOneEventAlive",
                  "test.InvalidationLogContract#whatIsKeptStaysBoundedHoweverMuchIsAppended",
                  "it.wire.SlowClientIT#clientsThatNeverReadCostNoHeapAndDelayNobody")),
          new Invariant(
              8,
              "A client that goes while it is idle is forgotten without a send, and "
                  + "nothing is kept of it",
              List.of(
                  "hub.SharingTest#nothingIsKeptOfAClientThatLeft",
                  "hub.TagHubTest#aThreadWithoutConnectionsIsNotKept",
                  "undertow.DoorSuite#aClientThatClosesIsForgottenWithoutAnySend",
                  "undertow.EventStreamsTest#streamsShareOneConnectionOverHttp2",
                  "it.wire.DisconnectIT#clientsThatCloseWhileIdleAreGoneWithoutASend",
                  "it.wire.DisconnectIT#clientsThatResetWhileIdleAreGoneWithoutASend",
                  "it.transport.LifeIT#clientsThatLeaveWhileIdleAreForgotten",
                  "it.transport.LifeIT#fiveHundredClientsThatLeaveWhileIdleAreForgotten",
                  "it.transport.LifeIT#manyStreamsOfOneConnectionThatAreCancelledWhileIdleAreForgotten")),
          new Invariant(
              9,
              "Limits that the host sets for requests cut no healthy stream",
              List.of(
                  "undertow.EventStreamsTest#aLimitThatTheHostSetsForRequestsCutsNoStream",
                  "undertow.EventStreamsTest#anIdleLimitLongerThanTheHeartbeatCutsNoStream",
                  "it.wire.EmbeddedIT#timeoutsOfTheHostDoNotCutAStream")),
          new Invariant(
              10,
              "Publishing waits for no client, fails because of none, and costs the same "
                  + "however many there are",
              List.of(
                  "hub.SharingTest#whoPublishesTouchesNoConnectionHoweverManyThereAre",
                  "hub.BackpressureTest#aClientThatTakesNothingHoldsNobodyBack",
                  "hub.BackpressureTest#aPublisherThatRunsAheadOfTheTailIsHeldBackABoundedTime",
                  "it.wire.SlowClientIT#clientsThatNeverReadCostNoHeapAndDelayNobody")),
          new Invariant(
              11,
              "A client that takes nothing for the stall limit is closed, and one that "
                  + "takes little is not",
              List.of(
                  "hub.ConnectionTimeTest#aClientThatTakesNothingForTheStallLimitIsClosed",
                  "hub.ConnectionTimeTest#aClientThatTakesLittleIsNotClosed",
                  "it.wire.SlowClientIT#stalledClientsAreClosedAfterTheStallLimit")),
          new Invariant(
              12,
              "A connection is touched by its own thread only",
              List.of("hub.ConfinementTest#onlyItsOwnThreadCallsAnOutlet")),
          new Invariant(
              13,
              "A loss of place is one resync, and what comes after it begins at its id",
              List.of(
                  "hub.OvertakenTest#aClientThatWasOvertakenGetsOneResyncAndNothingFromBefore",
                  "hub.HubResumeTest#aResyncTakesTheClientToTheHead",
                  HISTORIES)),
          new Invariant(
              14,
              "A loop that was overtaken makes those clients resync whom it concerned and no others; what "
                  + "is left out is said by something later",
              List.of(
                  "hub.OvertakenTest#aLoopThatWasOvertakenMakesThoseResyncWhomItConcerned",
                  "hub.OvertakenTest#whatDoesNotConcernAQuietClientNeverOvertakesIt",
                  "hub.SlowClientTest#whatALaterEventSaysTooIsLeftOut",
                  "hub.MergerTest#everythingIsSaidByWhatStaysNotBeforeItsOwnPosition",
                  "hub.WindowTest#whatFollowsWithinTheWindowGoesOutTogetherEachTagOnce")),
          new Invariant(
              15,
              "A hub that is closed refuses to publish, and every client gets a goodbye "
                  + "and the end",
              List.of(
                  "hub.TagHubTest#closingSaysGoodbyeToAllAndRefusesTheRest",
                  "hub.HubThreadsTest#closingWhileClientsConnectLeavesNobodyBehind",
                  "undertow.EventStreamsTest#aGracefulShutdownEndsAfterTheHubHasClosed",
                  "it.wire.LifecycleIT#closeSaysByeAndEndsEveryStream",
                  "it.wire.LifecycleIT#invalidateAfterCloseIsRefused")),
          new Invariant(
              16,
              "It is the same over HTTP/1.0, HTTP/1.1, TLS and HTTP/2, and behind handlers that "
                  + "compress, block or drain",
              List.of(
                  "undertow.DoorSuite#anOldClientGetsTheSameStream",
                  "undertow.EventStreamsTest#anEncodingHandlerInFrontCompressesNoStream",
                  "undertow.EventStreamsTest#streamsShareOneConnectionOverHttp2",
                  "it.wire.EmbeddedIT#streamsOfOneHttp2ConnectionAreServedAndTheirCancellationSeen",
                  "it.wire.EventStreamIT#http10ClientGetsTheSameStream",
                  "it.transport.TransportIT#streamBeginsWithHelloAndCarriesEachByteOfAnEvent",
                  "it.transport.TransportIT#eventsBeyondAllBuffersComeInOrderAndNoneWaitsForTheNext",
                  "it.transport.LifeIT#closedHubSaysByeToEachClientAndToThoseThatComeLater",
                  "it.transport.HostLimitsIT#streamOfItsOwnConnectionOutlivesEachLimit")),
          new Invariant(
              17,
              "An event costs one write for each client that it concerns, and nothing "
                  + "for the others",
              List.of(
                  "hub.ConnectionTest#anEventCostsOnlyTheConnectionsItConcernsAWrite",
                  "hub.ConnectionTest#eventsSideBySideAreOneWrite")));

  private Invariants() {}
}
