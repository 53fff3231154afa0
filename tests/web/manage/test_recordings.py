"""The page on which staff keep recordings: one language at a time, every refusal in words."""

import re

from participation.store import recordings
from tests.rig.sounds import mp4, wav
from tests.web.staff_stage import Stage


async def test_a_voice_is_added_heard_replaced_and_removed(staff: Stage) -> None:
    one = await staff.draft("session_pulse")
    here = f"/staff/consultations/{one.id}/recordings"
    async with staff.browser(staff.strategist) as browser:
        assert here in (await browser.get(f"/staff/consultations/{one.id}")).text
        page = await browser.get(f"{here}?language=rmy")
        assert "In Romani (Vlax)" in page.text
        assert "Anybody with the link can hear this voice" in page.text
        assert "early help team" in page.text, "the words of the card as they are read out"
        assert "microphone=(self)" in page.headers["permissions-policy"]
        fields = {"language": "rmy", "place": "today"}
        added = await browser.upload(here, fields, ("whatever.exe", wav()))
        assert "Saved. Listen to it once yourself." in added.text
        assert str(added.url).endswith("?language=rmy&at=today&done=recorded#at-today"), "on with the next place"
        heading = added.text.index('<h3 id="at-today" tabindex="-1"')
        assert heading < added.text.index("Saved. Listen") < added.text.index('<h3 id="at-today-great"')
        played = await browser.get(f"{here}/rmy/audio/today", {"range": "bytes=0-3"})
        assert (played.status_code, played.content, played.headers["content-type"]) == (206, b"RIFF", "audio/wav")
        preview = await browser.get(f"/staff/consultations/{one.id}/preview/form")
        assert f"{here}/rmy/audio/today" in preview.text
        await browser.upload(here, fields, ("again.wav", wav(0.5)))
        (kept,) = await recordings.recordings(staff.strategist, one.id)
        assert kept.size == len(wav(0.5))
        gone = await browser.post(f"{here}/remove", {"language": "rmy", "place": "today", "recording": kept.id})
        assert "Removed." in gone.text
        assert str(gone.url).endswith("#at-today")
    assert await recordings.recordings(staff.strategist, one.id) == ()


async def test_what_cannot_be_taken_is_said_beside_its_place(staff: Stage) -> None:
    one = await staff.opened("session_pulse")
    here = f"/staff/consultations/{one.id}/recordings"
    async with staff.browser(staff.administrator) as browser:
        for fields, file, words in (
            ({"language": "bfi", "place": "today"}, None, "Record something, or choose a file."),
            ({"language": "bfi", "place": "today"}, ("a.mp3", b"<script>"), "no sound or video"),
            ({"language": "bfi", "place": "today=great"}, ("a.mp4", mp4(b"vide")), "as one video"),
            ({"language": "bfi", "place": "today"}, ("a.wav", wav() + bytes(1_000_000)), "It may have 1 MB"),
            ({"language": "bfi", "place": "nowhere"}, ("a.wav", wav()), "no such place"),
        ):
            page = await browser.upload(here, fields, file)
            assert page.status_code == 422
            assert words in page.text
            targets = re.findall(r'<a href="#([\w-]+)">', page.text)
            assert any(f'id="{target}"' in page.text for target in targets if target != "main"), targets
        huge = await browser.upload(here, {"language": "bfi", "place": "today"}, ("a.mp4", bytes(12_200_000)))
        assert huge.status_code == 413
    assert await recordings.recordings(staff.administrator, one.id) == ()


async def test_other_staff_pages_cannot_ask_for_the_microphone(staff: Stage) -> None:
    one = await staff.opened("session_pulse")
    async with staff.browser(staff.administrator) as browser:
        for page in ("", "/plan", "/preview"):
            answer = await browser.get(f"/staff/consultations/{one.id}{page}")
            assert "microphone=()" in answer.headers["permissions-policy"]


async def test_the_card_is_shown_in_the_words_that_staff_wrote(staff: Stage) -> None:
    one = await staff.draft("session_pulse", team="the council's <early> help")
    async with staff.browser(staff.strategist) as browser:
        page = (await browser.get(f"/staff/consultations/{one.id}/recordings")).text
    assert "the council&#39;s &lt;early&gt; help" in page
