-- Writing: what every script that writes has in common.

-- Whether anything was written. What fails before is an error that begins with UNDECIDED: nothing has changed.
local has_written = false

-- The notes of this call, for the log of the application: lines "note <kind> <text>", which end a reply that is a text.
-- Kinds are
--   clock:   the epoch of ids begins in the future, so the clock of Redis was set back
--   epoch:   the stored epoch of ids cannot be right
--   unlink:  the oldest ids could not be unlinked
--   publish: an event could not be published
local notes = {}

local function note(notes, kind, text)
  notes[#notes + 1] = 'note ' .. kind .. ' ' .. string.gsub(text, '[\r\n]', ' ')
end

-- The reply of a script: what its body returns, or its error. The body is one function, and what it consists of are stages:
-- parts that are included once, one after another, and share its variables. Each script makes its functions anew at each
-- call, and for each of them Redis would keep every variable that it uses apart, so there are few.
local function reply_of(body)
  local done, result = pcall(body)
  if done then
    if #notes > 0 and type(result) == 'string' then
      result = result .. '\n' .. table.concat(notes, '\n')
    end
    return result
  end
  local text = type(result) == 'table' and result.err or tostring(result)
  return redis.error_reply(has_written and text or 'UNDECIDED ' .. text)
end
