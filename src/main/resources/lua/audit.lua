-- audit: one page of the proof that balances, ranking and journal agree. An audit has three phases:
--   balances  each balance equals that of its last posting, and the ranking has it at its place
--   ranking   each member of the ranking is the place of an account's balance; left out if the ledger has no ranking
--   journal   each posting's balance is the previous one plus its amount; each account that was ever posted exists or
--             was closed with a balance of 0; the sum of all amounts is the circulating supply
-- Values that are compared are read within one call, so concurrent writes cause no false difference: the journal only
-- grows, and the last page ends at the journal's end at that moment. A page ends before its limit, within an entry if
-- need be, when it has read as much as one call may (include/journal.lua).
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { phase, at, sum, tail, limit }: where the page begins. `at` is an HSCAN cursor, "<score> <member>", an
--          entry or "<entry>/<number of its postings that were checked>", or '' for the begin of a phase; `sum` is the
--          sum of the phase so far; `tail` is the last entry of the journal when the phase began
-- returns  as apply if the definition has changed; or 'ok', the number of items checked, the differences
--          { kind, account, expected, found }, the next { phase, at, sum, tail } (empty on the last page), and on the last
--          page the number of accounts, the sum and the circulating supply. Expected and found are amounts, or '' for none

--- @include amount
--- @include ledger
--- @include content
--- @include balances
--- @include ranking
--- @include journal


local state = cjson.decode(ARGV[7])
local differences = {}
local supply = stored_supply or '0'

local function differ(kind, account, expected, found)
  differences[#differences + 1] = { kind, account, expected or '', found or '' }
end

-- A score as an amount, or nil if it is not a whole number (infinity, for example).
local function whole_number(score)
  local number = score and tonumber(score)
  return number and math.abs(number) < 1e100 and string.format('%.0f', number) or nil
end

local function journal_tail()
  local last = redis.call('XREVRANGE', TRANSACTIONS, '+', '-', 'COUNT', 1)[1]
  return last and last[1] or NONE
end

local function reply(checked, phase, at, sum, tail)
  return { 'ok', checked, differences, { phase, at, sum, tail } }
end

-- The entries that this page has looked up: entry -> { text, asked, postings }: its postings as text, how often it was
-- asked for, and its postings by account once that was often enough to parse them all.
local named = {}
local ASKED_OFTEN = 8

local function named_entry(entry)
  -- The entry may be any text if the ledger was tampered with.
  local item = redis.pcall('XRANGE', TRANSACTIONS, entry, entry)[1]
  local text = item and text_of(item) or ''
  work = work + 5 + #text / 800
  return { text = text, asked = 0 }
end

local function postings_of(text)
  work = work + #text / 20
  local postings = {}
  for line in lines_of(text) do
    local posting = posting_of(line)
    if posting and not postings[posting.account] then
      postings[posting.account] = posting
    end
  end
  return postings
end

-- The posting of an account in an entry, or nil.
local function posting_in(entry, account)
  local found = named[entry] or named_entry(entry)
  named[entry] = found
  found.asked = found.asked + 1
  if found.asked < ASKED_OFTEN then
    work = work + 1 + #found.text / 500
    return find_posting(found.text, account)
  end
  found.postings = found.postings or postings_of(found.text)
  return found.postings[account]
end

-- The balance of an account after an entry, or nil if the entry does not post the account.
local function posted_balance(entry, account)
  local posting = posting_in(entry, account)
  return posting and posting.balance
end

-- The balance and the last entry of a stored value, or nil.
local function stored_balance(value)
  return string.match(value or '', '^(-?%d+) (%S+) %d+.*$')
end

local function check_balance(account, value)
  work = work + 3
  local balance, last = stored_balance(value)
  if not balance then
    return differ('balance', account, nil, nil)
  end
  local posting = posting_in(last, account)
  local posted = posting and not posting.leaves and posting.balance or nil
  if posted ~= balance then
    differ('balance', account, posted, balance)
  end
  if not is_ranked then
    return
  end
  local score, member = place_of(balance, account)
  local found = redis.call('ZSCORE', RANKING, member)
  if not found or tonumber(found) ~= tonumber(score) then
    differ('ranking', account, balance, whole_number(found))
  end
end

local function check_balances()
  local checked, cursor = 0, state.at == '' and '0' or state.at
  repeat
    local page = redis.call('HSCAN', BALANCES, cursor, 'COUNT', 10)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      if page[2][i] ~= '' or page[2][i + 1] ~= '' then
        check_balance(page[2][i], page[2][i + 1])
        checked = checked + 1
      end
    end
  until cursor == '0' or checked >= state.limit or work >= WORK_LIMIT
  if cursor ~= '0' then
    return reply(checked, 'balances', cursor, '0', NONE)
  elseif is_ranked then
    return reply(checked, 'ranking', '', '0', journal_tail())
  end
  return reply(checked, 'journal', '', '0', NONE)
end

-- The most members of the ranking on a page.
local MAX_MEMBERS = 500

local function check_ranking()
  local first = 0
  if state.at ~= '' then
    local score, member = string.match(state.at, '^(%S+) (.*)$')
    first = members_before(score, member .. '\0')
  end
  local count = math.min(state.limit, MAX_MEMBERS)
  local items = redis.call('ZRANGE', RANKING, first, first + count - 1, 'WITHSCORES')
  local checked, sum, at = #items / 2, state.sum, state.at
  for i = 1, #items, 2 do
    local account = account_of(items[i])
    local balance = stored_balance(redis.call('HGET', BALANCES, account))
    if items[i] == '' and items[i + 1] == 'inf' then
      checked = checked - 1
    elseif not balance or select(2, place_of(balance, account)) ~= items[i] then
      differ('ranking', account, balance or nil, whole_number(items[i + 1]))
    else
      sum = add(sum, balance)
    end
    at = items[i + 1] .. ' ' .. items[i]
  end
  if #items / 2 == count then
    return reply(checked, 'ranking', at, sum, state.tail)
  end
  -- If nothing was appended since the phase began, the balances read here add up to the supply.
  if journal_tail() == state.tail and sum ~= supply then
    differ('sum', '', supply, sum)
  end
  return reply(checked, 'journal', '', '0', NONE)
end

local function check_first_posting(account)
  local value = redis.call('HGET', BALANCES, account)
  if value then
    return
  end
  local last = string.match(redis.call('HGET', CLOSED, account) or '', '^%S+')
  local posting = last and posting_in(last, account)
  if not posting or not posting.leaves then
    differ('account', account, posting and posting.balance, nil)
  end
end

local function check_posting(posting)
  local before = '0'
  work = work + 3
  if posting.previous == NONE then
    check_first_posting(posting.account)
  else
    before = posted_balance(posting.previous, posting.account)
  end
  local expected = before and add(before, posting.amount)
  if expected ~= posting.balance then
    differ('posting', posting.account, expected, posting.balance)
  end
end

local function check_journal()
  local checked, sum, at = 0, state.sum, state.at
  local begun, postings_before = string.match(at, '^(.*)/(%d+)$')
  local from = begun or at == '' and '-' or '(' .. at

  -- Checks the postings of an entry until this page has read enough; at least one, so that every page gets further.
  -- Returns whether it has checked all of them.
  local function check_entry(item)
    local index, skipped = 0, item[1] == begun and tonumber(postings_before) or 0
    for line in lines_of(text_of(item)) do
      index = index + 1
      if index > skipped then
        if index > skipped + 1 and work >= WORK_LIMIT then
          at = item[1] .. '/' .. string.format('%.0f', index - 1)
          return false
        end
        local posting = posting_of(line)
        if posting then
          check_posting(posting)
          sum = add(sum, posting.amount)
        else
          differ('posting', '', nil, nil)
        end
      end
    end
    at = item[1]
    checked = checked + 1
    return true
  end

  local finished = each_entry('XRANGE', from, '+', function(item)
    if checked == state.limit or checked > 0 and work >= WORK_LIMIT then
      return true
    end
    work = work + 3 + #text_of(item) / 150
    return not check_entry(item)
  end)
  if not finished then
    return reply(checked, 'journal', at, sum, NONE)
  end
  if sum ~= supply then
    differ('sum', '', supply, sum)
  end
  return { 'ok', checked, differences, {}, field_count(BALANCES), sum, supply }
end

if state.phase == 'balances' then
  return check_balances()
elseif state.phase == 'ranking' then
  return check_ranking()
end
return check_journal()
