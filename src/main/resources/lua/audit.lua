-- audit: one page of the proof that balances, ranking and journal agree. An audit has three phases:
--   balances  each balance equals that of its last posting, and the ranking has it at its place
--   ranking   each member of the ranking is the place of an account's balance
--   journal   each posting's balance is the previous one plus its amount; each account that was ever posted exists or
--             was closed with a balance of 0; the sum of all amounts is the circulating supply
-- Values that are compared are read within one call, so concurrent writes cause no false difference: the journal only
-- grows, and the last page ends at the journal's end at that moment.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  JSON { phase, at, sum, tail, limit }: where the page begins. `at` is an HSCAN cursor, "<score> <member>" or
--          an entry, or '' for the begin of a phase; `sum` is the sum of the phase so far; `tail` is the last entry of
--          the journal when the phase began
-- returns  as apply if the definition has changed; or 'ok', the number of items checked, the differences
--          { kind, account, expected, found }, the next { phase, at, sum, tail } (empty on the last page), and on the last
--          page the number of accounts, the sum and the circulating supply. Expected and found are amounts, or '' for none

--- @include keys
--- @include bytes
--- @include amount
--- @include ledger
--- @include balances
--- @include ranking
--- @include journal

if definition_changed() then
  return definition_changed_reply()
end

local state = cjson.decode(ARGV[2])
local differences = {}
local supply = info.circulatingSupply or '0'

local function differ(kind, account, expected, found)
  differences[#differences + 1] = { kind, account, expected or '', found or '' }
end

-- A score as an amount, or nil if it is not a whole number (infinity, for example).
local function whole_number(score)
  local number = score and tonumber(score)
  return number and math.abs(number) < 1e100 and string.format('%.0f', number) or nil
end

local function journal_tail()
  local last = redis.call('XREVRANGE', KEY.transactions, '+', '-', 'COUNT', 1)[1]
  return last and last[1] or NO_ENTRY
end

local function reply(checked, phase, at, sum, tail)
  return { 'ok', checked, differences, { phase, at, sum, tail } }
end

-- The balance of an account after an entry, or nil if the entry does not post the account.
local function posted_balance(entry, account)
  local item = entry ~= NO_ENTRY and redis.call('XRANGE', KEY.transactions, entry, entry)[1]
  local posting = item and find_posting(item[2][10], account)
  return posting and posting.balance
end

local function check_balances()
  local page = redis.call('HSCAN', KEY.balances, state.at == '' and '0' or state.at, 'COUNT', state.limit)
  for i = 1, #page[2], 2 do
    local account = page[2][i]
    local balance, last = parse_balance(page[2][i + 1])
    local posted = posted_balance(last, account)
    if posted ~= balance then
      differ('balance', account, posted, balance)
    end
    local score, member = place_of(balance, account)
    local found = redis.call('ZSCORE', KEY.ranking, member)
    if not found or tonumber(found) ~= tonumber(score) then
      differ('ranking', account, balance, whole_number(found))
    end
  end
  local done = page[1] == '0'
  return reply(#page[2] / 2, done and 'ranking' or 'balances', done and '' or page[1], '0', journal_tail())
end

local function check_ranking()
  local first = 0
  if state.at ~= '' then
    local score, member = string.match(state.at, '^(%S+) (.*)$')
    first = members_before(score, member .. '\0')
  end
  local items = redis.call('ZRANGE', KEY.ranking, first, first + state.limit - 1, 'WITHSCORES')
  local sum, at = state.sum, state.at
  for i = 1, #items, 2 do
    local account = account_of(items[i])
    local value = redis.call('HGET', KEY.balances, account)
    local balance = value and parse_balance(value)
    if not balance or select(2, place_of(balance, account)) ~= items[i] then
      differ('ranking', account, balance or nil, whole_number(items[i + 1]))
    else
      sum = add(sum, balance)
    end
    at = items[i + 1] .. ' ' .. items[i]
  end
  if #items / 2 == state.limit then
    return reply(#items / 2, 'ranking', at, sum, state.tail)
  end
  -- If nothing was appended since the phase began, the balances read here add up to the supply.
  if journal_tail() == state.tail and sum ~= supply then
    differ('sum', '', supply, sum)
  end
  return reply(#items / 2, 'journal', '', '0', NO_ENTRY)
end

local function check_first_posting(account)
  local value = redis.call('HGET', KEY.balances, account)
  if value then
    return
  end
  local last = redis.call('HGET', KEY.closed, account)
  local left = last and posted_balance(last, account)
  if left ~= '0' then
    differ('account', account, left or nil, nil)
  end
end

local function check_journal()
  local items = redis.call('XRANGE', KEY.transactions, state.at == '' and '-' or '(' .. state.at, '+', 'COUNT', state.limit)
  local sum, at = state.sum, state.at
  for _, item in ipairs(items) do
    for _, posting in ipairs(postings_of(item[2][10])) do
      local before = '0'
      if posting.previous == NO_ENTRY then
        check_first_posting(posting.account)
      else
        before = posted_balance(posting.previous, posting.account)
      end
      local expected = before and add(before, posting.amount)
      if expected ~= posting.balance then
        differ('posting', posting.account, expected, posting.balance)
      end
      sum = add(sum, posting.amount)
    end
    at = item[1]
  end
  if #items == state.limit then
    return reply(#items, 'journal', at, sum, NO_ENTRY)
  end
  if sum ~= supply then
    differ('sum', '', supply, sum)
  end
  return { 'ok', #items, differences, {}, redis.call('HLEN', KEY.balances), sum, supply }
end

if state.phase == 'balances' then
  return check_balances()
elseif state.phase == 'ranking' then
  return check_ranking()
end
return check_journal()
