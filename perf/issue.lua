-- Signed-in kiosks give numbers: each thread goes round its halls. The file of tokens has one line
-- for each window: hall, window, token of the hall's kiosk, token of the window's clerk.
local threads = 0

function setup(thread)
  thread:set("me", threads)
  threads = threads + 1
end

function init(args)
  kiosks = {}
  local seen = {}
  for line in io.lines(args[1]) do
    local hall, _, kiosk = line:match("(%S+) (%S+) (%S+) (%S+)")
    if not seen[hall] then
      seen[hall] = true
      kiosks[#kiosks + 1] = {
        path = "/api/v1/halls/" .. hall .. "/tickets",
        head = {
          ["Authorization"] = "Bearer " .. kiosk,
          ["Content-Type"] = "application/json",
        },
      }
    end
  end
  queues = { "commerce", "social", "property", "livelihood", "construction", "investment", "economy" }
  run = args[2]
  sent = me * 37
end

function request()
  sent = sent + 1
  local kiosk = kiosks[sent % #kiosks + 1]
  kiosk.head["Idempotency-Key"] = run .. "-" .. me .. "-" .. sent
  local queue = queues[math.floor(sent / #kiosks) % #queues + 1]
  return wrk.format("POST", kiosk.path, kiosk.head, '{"queue":"' .. queue .. '"}')
end
