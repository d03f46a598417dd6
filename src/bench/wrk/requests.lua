-- Requests that are made of a path and a body. Words in braces are replaced anew in every request:
--
--   {account}  one of 1,000 accounts, at random
--   {other}    another of these accounts
--   {new}      a name that no other request has
--
-- A request with a body is a POST with an Idempotency-Key that no other request has.
--
-- Arguments: the number of the run, the path and, of a POST, the body.
--
-- The last line of the output has the results: durations and latencies in microseconds, and the numbers of requests, of
-- replies with a status from 400, of errors of connections and of replies that took too long.

local ACCOUNTS = 1000

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("thread_number", threads)
end

local run, path, body
local count = 0
local account = 0

local function unique()
  return run .. "-" .. thread_number .. "-" .. count
end

local words = {
  account = function()
    account = math.random(0, ACCOUNTS - 1)
    return "account-" .. account
  end,
  other = function()
    return "account-" .. (account + math.random(ACCOUNTS - 1)) % ACCOUNTS
  end,
  new = unique,
}

-- The texts of a template and, between them, the functions of its words.
local function parse(template)
  local parts = {}
  local rest = 1
  for text, word, after in template:gmatch("(.-){(%a+)}()") do
    parts[#parts + 1] = text
    parts[#parts + 1] = words[word]
    rest = after
  end
  parts[#parts + 1] = template:sub(rest)
  return parts
end

local function fill(parts)
  local texts = {}
  for i, part in ipairs(parts) do
    texts[i] = type(part) == "string" and part or part()
  end
  return table.concat(texts)
end

function init(arguments)
  run = arguments[1]
  path = parse(arguments[2])
  body = arguments[3] and parse(arguments[3])
  math.randomseed(run * 1000 + thread_number)
end

local headers = { ["Content-Type"] = "application/json" }

function request()
  count = count + 1
  if not body then
    return wrk.format("GET", fill(path))
  end
  headers["Idempotency-Key"] = unique()
  return wrk.format("POST", fill(path), headers, fill(body))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(
    string.format(
      "requests=%d duration=%d status=%d socket=%d timeout=%d p50=%d p99=%d p999=%d\n",
      summary.requests,
      summary.duration,
      errors.status,
      errors.connect + errors.read + errors.write,
      errors.timeout,
      latency:percentile(50),
      latency:percentile(99),
      latency:percentile(99.9)
    )
  )
end
