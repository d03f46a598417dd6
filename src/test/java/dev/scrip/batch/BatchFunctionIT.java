package dev.scrip.batch;

import dev.scrip.dev.RedisForPackagedApp;
import dev.scrip.function.AcceptanceLedgers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The function batch of the packaged application. */
@QuarkusIntegrationTest
@WithTestResource(RedisForPackagedApp.class)
@TestProfile(AcceptanceLedgers.class)
class BatchFunctionIT extends BatchFunctionTest {}
