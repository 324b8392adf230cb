' Fills cells of an .xls file: one loading, one storing, then both states stored as .xlsx to be compared.
' All files lie in the folder "job" of the profile, so that no path and no value is ever part of a command.

Function Argument(key As String, value As Variant) As Variant
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = key
  made.Value = value
  Argument = made
End Function

Function Opened(address As String) As Variant
  ' macros of the document never run (0), links to other files are never followed (0)
  Opened = StarDesktop.loadComponentFromURL(address, "_blank", 0, Array( _
    Argument("Hidden", True), Argument("MacroExecutionMode", 0), Argument("UpdateDocMode", 0)))
End Function

Sub Store(book As Variant, address As String, form As String)
  book.storeToURL(address, Array(Argument("FilterName", form)))
End Sub

Sub SetCells(book As Variant, address As String)
  Dim files, lines, parts, cell, text
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  lines = createUnoService("com.sun.star.io.TextInputStream")
  lines.setInputStream(files.openFileRead(address))
  lines.setEncoding("UTF-8")
  Do While Not lines.isEOF()
    ' sheet by name, row and column from 0, n or t, the value
    parts = Split(lines.readLine(), Chr(9))
    If UBound(parts) = 4 Then
      cell = book.Sheets.getByName(parts(0)).getCellByPosition(CLng(parts(2)), CLng(parts(1)))
      If parts(3) = "n" Then
        cell.setValue(Val(parts(4)))
      Else
        text = Replace(Replace(parts(4), "\n", Chr(10)), "\t", Chr(9))
        cell.setString(Replace(text, "\b", "\"))
      End If
    End If
  Loop
  lines.closeInput()
End Sub

Sub Fill()
  Dim folder As String, book
  On Error GoTo Failed
  folder = createUnoService("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True) & "/job/"
  book = Opened(folder & "template.xls")
  Store(book, folder & "before.xlsx", "Calc MS Excel 2007 XML")
  SetCells(book, folder & "entries.txt")
  Store(book, folder & "filled.xls", "MS Excel 97")
  book.close(True)
  book = Opened(folder & "filled.xls")
  Store(book, folder & "after.xlsx", "Calc MS Excel 2007 XML")
  book.close(True)
Failed:
  ' whoever started this looks for after.xlsx
End Sub
