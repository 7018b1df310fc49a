;;; Drives an Emacs that has opened a file; writes what it shows to $REPORT, as JSON.  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'json)
(setq make-backup-files nil
      eglot-sync-connect 20
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil)

(defun wait (what holds)
  "Wait until HOLDS gives something, and give that; WHAT is in the error."
  (let ((end (+ (float-time) 20)) found)
    (while (not (setq found (funcall holds)))
      (when (> (float-time) end) (error "timed out: %s" what))
      (accept-process-output nil 0.02))
    found))

(defun of (shown)
  (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data shown)) :code))

(defun finding (shown)
  (let ((start (flymake-diagnostic-beg shown)))
    `((code . ,(of shown))
      (line . ,(1- (line-number-at-pos start)))
      (text . ,(buffer-substring-no-properties start (flymake-diagnostic-end shown)))
      (source . ,(plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data shown)) :source)))))

(defun hover ()
  "The text that eldoc would show."
  (let (text)
    (eglot-hover-eldoc-function (lambda (info &rest _) (setq text (or info text))))
    (substring-no-properties (wait "hover" (lambda () text)))))

(defun act (title)
  "Choose an action from the menu that a user gets, and give the whole menu."
  (let ((last-nonmenu-event ?\r)        ; a key, not the mouse
        menu)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt offered &rest _)
                 (setq menu (mapcar #'car offered))
                 (cl-find-if (lambda (each) (string-match-p (regexp-quote title) each)) menu))))
      (call-interactively #'eglot-code-actions))
    menu))

(defun encoding ()
  "LSP's default where the server answered none."
  (or (plist-get (eglot--capabilities (eglot-current-server)) :positionEncoding) "utf-16"))

(defun report ()
  (switch-to-buffer (current-buffer))   ; hover wants a window
  (run-hooks 'post-command-hook)        ; where eglot-ensure waits for a user
  (flymake-start)                       ; it waits for a redisplay, and there is none
  (let* ((shown (wait "findings" #'flymake-diagnostics))
         (found (mapcar #'finding shown))
         (code (getenv "CODE"))
         (told (cl-find-if (lambda (each) (equal (of each) code)) shown))
         text menu)
    (goto-char (flymake-diagnostic-beg told))
    (setq text (hover)
          menu (act (getenv "ACTION")))
    (eglot--signal-textDocument/didChange)
    (wait "fewer findings" (lambda () (< (length (flymake-diagnostics)) (length shown))))
    (save-buffer)
    `((findings . ,(vconcat found)) (encoding . ,(encoding)) (hover . ,text) (menu . ,(vconcat menu)))))

(let ((coding-system-for-write 'utf-8)
      (made (condition-case problem (report)
              (error `((problem . ,(format "%S" problem)))))))
  (with-temp-file (getenv "REPORT") (insert (json-encode made)))
  (kill-emacs 0))
