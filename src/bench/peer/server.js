'use strict';

// The functions create, add and get of the npm package pointomatic over HTTP, as its documentation describes them:
// points are the scores of a sorted set between a minimum and a maximum, creations and deletions are logged, and
// additions are not. It is the server that Scrip is compared with.
//
// PORT is the port of this server and REDIS_PORT that of Redis, both on the loopback interface. AUTO_PIPELINING is optional.

const Fastify = require('fastify');
const { Redis } = require('ioredis');

const LOOPBACK = '127.0.0.1';

const NAME = 'points';
const CREATED = 'points:created';
const DELETED = 'points:deleted';
const MIN = 0;
const MAX = 10 * 1000 * 1000;

// The documentation of pointomatic uses the client as it is by default. With AUTO_PIPELINING the commands of concurrent
// requests share round trips, which is faster.
const redis = new Redis({
  host: LOOPBACK,
  port: Number(process.env.REDIS_PORT),
  enableAutoPipelining: process.env.AUTO_PIPELINING === 'true',
});

function failure(statusCode, message) {
  return Object.assign(new Error(message), { statusCode });
}

function checkRange(value) {
  if (value < MIN) {
    throw failure(422, 'invalid value below min');
  }
  if (value > MAX) {
    throw failure(422, 'invalid value above max');
  }
}

async function score(key) {
  const text = await redis.zscore(NAME, key);
  if (text === null) {
    throw failure(404, 'unknown key');
  }
  return Number(text);
}

async function create(key, value, reason) {
  checkRange(value);
  if (await redis.hexists(DELETED, key)) {
    throw failure(409, 'conflict D');
  }
  if (!(await redis.zadd(NAME, 'NX', value, key))) {
    throw failure(409, 'conflict E');
  }
  await redis.hset(CREATED, key, JSON.stringify({ utc: new Date().toUTCString(), reason }));
  return { key, value };
}

// The current value is checked before the addition. Additions of others at the same time can still lead out of the
// range: the new value is checked too, and the addition is reversed.
async function add(key, amount) {
  checkRange((await score(key)) + amount);
  const value = Number(await redis.zincrby(NAME, amount, key));
  try {
    checkRange(value);
  } catch (error) {
    await redis.zincrby(NAME, -amount, key);
    throw error;
  }
  return { key, value, change: amount };
}

async function get(key) {
  return { key, value: await score(key) };
}

const key = { type: 'string', minLength: 1 };
const number = { type: 'number' };

function object(properties, required) {
  return { type: 'object', properties, required };
}

const server = Fastify({ logger: false });

server.post(
  '/create',
  {
    schema: {
      body: object({ key, value: number, reason: { type: 'string' } }, ['key', 'value']),
      response: { 200: object({ key, value: number }) },
    },
  },
  ({ body }) => create(body.key, body.value, body.reason),
);

server.post(
  '/add',
  {
    schema: {
      body: object({ key, amount: number }, ['key', 'amount']),
      response: { 200: object({ key, value: number, change: number }) },
    },
  },
  ({ body }) => add(body.key, body.amount),
);

server.get(
  '/get',
  { schema: { querystring: object({ key }, ['key']), response: { 200: object({ key, value: number }) } } },
  ({ query }) => get(query.key),
);

server.listen({ host: LOOPBACK, port: Number(process.env.PORT) });
