package dev.scrip.batch;

import dev.scrip.function.AcceptanceLedgers;

import dev.scrip.dev.RedisForPackagedApp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** Batches, sent to the packaged application. */
@QuarkusIntegrationTest
@WithTestResource(RedisForPackagedApp.class)
@TestProfile(AcceptanceLedgers.class)
class BatchIT extends BatchTest {}
