-- Signed-in kiosks give numbers: each thread goes round its halls. The file of tokens has one line
-- for each window: hall, window, token of the hall's kiosk, token of the window's clerk.
-- Requests are put together from texts made once: wrk.format would cost as much as the database.
local threads = 0

function setup(thread)
  thread:set("me", threads)
  threads = threads + 1
end

local queues = { "commerce", "social", "property", "livelihood", "construction", "investment", "economy" }

function init(args)
  kiosks = {}
  bodies = {}
  for i, queue in ipairs(queues) do
    local body = '{"queue":"' .. queue .. '"}'
    bodies[i] = "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
  end
  local seen = {}
  for line in io.lines(args[1]) do
    local hall, _, kiosk = line:match("(%S+) (%S+) (%S+) (%S+)")
    if not seen[hall] then
      seen[hall] = true
      kiosks[#kiosks + 1] = "POST /api/v1/halls/" .. hall .. "/tickets HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
        .. "\r\nAuthorization: Bearer " .. kiosk .. "\r\nContent-Type: application/json\r\nIdempotency-Key: "
        .. args[2] .. "-" .. me .. "-"
    end
  end
  sent = me * 37
end

function request()
  sent = sent + 1
  return kiosks[sent % #kiosks + 1] .. sent .. bodies[math.floor(sent / #kiosks) % #queues + 1]
end
