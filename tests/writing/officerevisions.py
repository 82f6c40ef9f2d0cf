"""What LibreOffice and pandoc make of a .docx with revisions."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from office import FONTS, soffice

FILTERS = {".txt": ("Text (encoded)", "UTF8,LF"), ".docx": ("MS Word 2007 XML", "")}
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Revisions"
 script:language="StarBasic">Sub Settle(source As String, command As String, target As String, _
 filter As String, options As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  Dim none()
  If command &lt;&gt; "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, none())
  End If
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = filter
  how(1).Name = "FilterOptions" : how(1).Value = options
  document.storeToURL(ConvertToURL(target), how())
  document.close(True)
End Sub

Sub SettleAll(list As String)
  number = FreeFile
  Open list For Input As #number
  Do While Not EOF(number)
    Line Input #number, order
    parts = Split(order, "|")
    If UBound(parts) = 4 Then Settle(parts(0), parts(1), parts(2), parts(3), parts(4))
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Revisions"/>
</library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/"
  xlink:type="simple" library:link="false"/>
</library:libraries>
"""


class Office:
    """LibreOffice with a profile of its own that holds one macro."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        self._list = folder / "orders.txt"
        self._run("--terminate_after_init")
        basic = self._profile / "user/basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "Standard/Revisions.xba").write_text(MODULE, encoding="utf-8")
        (basic / "Standard/script.xlb").write_text(LIBRARY, encoding="utf-8")
        (basic / "script.xlc").write_text(LIBRARIES, encoding="utf-8")

    def save(self, source: Path, target: Path, command: str = "") -> None:
        """Open a file, settle all revisions (`AcceptAllTrackedChanges` …) and save it as another."""
        self.save_all([(source, target, command)])

    def save_all(self, orders: Sequence[tuple[Path, Path, str]]) -> None:
        """The same with many files in one run."""
        lines = ("|".join(map(str, (s, command, t, *FILTERS[t.suffix]))) for s, t, command in orders)
        self._list.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._run(f"macro:///Standard.Revisions.SettleAll({self._list})")
        assert all(target.exists() for _, target, _ in orders), "LibreOffice saved nothing"

    def _run(self, *arguments: str) -> None:
        subprocess.run(
            [soffice(), f"-env:UserInstallation={self._profile.as_uri()}", "--headless", *arguments],
            capture_output=True,
            env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
            timeout=240,
            check=False,
        )


def pandoc(source: Path, changes: str) -> str:
    """The text as pandoc has it after all changes were `accept`ed or `reject`ed."""
    done = subprocess.run(
        [shutil.which("pandoc"), f"--track-changes={changes}", "-t", "plain", "--wrap=none", source],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return done.stdout.decode()
