package dev.scrip.events;

import dev.scrip.dev.RedisForPackagedApp;
import dev.scrip.function.AcceptanceLedgers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The stream of events of the packaged application. */
@QuarkusIntegrationTest
@WithTestResource(RedisForPackagedApp.class)
@TestProfile(AcceptanceLedgers.class)
class EventStreamIT extends EventStreamTest {}
