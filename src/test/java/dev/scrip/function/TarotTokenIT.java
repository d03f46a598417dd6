package dev.scrip.function;

import dev.scrip.dev.RedisForPackagedApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The token module's story, with the packaged application. */
@QuarkusIntegrationTest
@WithTestResource(RedisForPackagedApp.class)
@TestProfile(AcceptanceLedgers.class)
class TarotTokenIT extends TarotTokenTest {}
